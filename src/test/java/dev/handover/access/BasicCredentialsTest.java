package dev.handover.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class BasicCredentialsTest {

    private final BasicCredentials credentials = new BasicCredentials("open im", "pä:ss wörd");

    @Test
    void takesTheUserAndThePassword() {
        String right = Base64.getEncoder().encodeToString("open im:pä:ss wörd".getBytes(UTF_8));
        assertThat(credentials.accept("Basic " + right)).isTrue();
        assertThat(credentials.accept("basic  " + right + " ")).isTrue();
    }

    @Test
    void takesAnythingWhenNoneAreSet() {
        BasicCredentials none = new BasicCredentials("", "");
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
}
