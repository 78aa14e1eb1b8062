package dev.handover.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class CredentialsTest {

    private final Credentials credentials = credentials("open im", "pä:ss wörd");

    @Test
    void takesTheUserAndThePassword() {
        String right = Base64.getEncoder().encodeToString("open im:pä:ss wörd".getBytes(UTF_8));
        assertThat(credentials.accept("Basic " + right)).isTrue();
        assertThat(credentials.accept("basic  " + right + " ")).isTrue();
    }

    @Test
    void takesAnythingWhenNoneAreSet() {
        Credentials none = credentials("", "");
        assertThat(none.accept(null)).isTrue();
        assertThat(none.accept("Bearer x")).isTrue();
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @NullSource
        @ValueSource(strings = {"", "Basic", "Basic ", "Basic *", "Basic =", "Bearer b3BlbiBpbTpww6Q6c3Mgd8O2cmQ="})
        void whatIsNoBasicAuthentication(String authorization) {
            assertThat(credentials.accept(authorization)).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ":", "open im", "open im:", "open im:pä:ss wör", "open im:pä:ss wördx", "x:pä:ss wörd", "OPEN IM:pä:ss wörd"})
        void anythingElse(String given) {
            String encoded = Base64.getEncoder().encodeToString(given.getBytes(UTF_8));
            assertThat(credentials.accept("Basic " + encoded)).isFalse();
        }
    }

    private static Credentials credentials(String username, String password) {
        return new Credentials(new WebhookSettings(
                "", username, password, DataSize.ofKilobytes(64), Duration.ofSeconds(5), DataSize.ofMegabytes(64), 0));
    }
}
