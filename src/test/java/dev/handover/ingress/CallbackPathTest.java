package dev.handover.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class CallbackPathTest {

    private final CallbackPath path = path("");

    @ParameterizedTest
    @CsvSource({
        "/callbackA, callbackA", "/callbackExample/callbackA, callbackA", "//callbackA, callbackA", "/a//b//callbackA//, callbackA",
        "/callbackA/, callbackA", "/callbackA/callbackB, callbackB", "/callback, callback", "/%2f/callbackA1, callbackA1"
    })
    void findsTheCommandBehindAnyPrefix(String uri, String command) {
        assertThat(path.command(uri)).contains(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "//", "/a", "callbackA", "/callbackA/x", "/callbackA;b", "/callback%41", "/Callback", "/callback-a"})
    void findsNoneElsewhere(String uri) {
        assertThat(path.command(uri)).isEmpty();
    }

    @Test
    void takesALongPathInLittleTime() {
        assertThat(path.command("/".repeat(100_000))).isEmpty();
        assertThat(path.command("/callback".repeat(10_000) + "!")).isEmpty();
        assertThat(path.command("/callback" + "A".repeat(121))).isEmpty();
    }

    @Nested
    class BelowAPrefix {

        private final CallbackPath secret = path("/some/secret/");

        @ParameterizedTest
        @ValueSource(strings = {"/some/secret/callbackA", "//some//secret//callbackA/"})
        void findsTheCommand(String uri) {
            assertThat(secret.command(uri)).contains("callbackA");
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "/callbackA", "/some/callbackA", "/some/secret/x/callbackA", "/x/some/secret/callbackA", "/some/secre/callbackA",
            "/some/secretx/callbackA", "/some/secret/../secret/callbackA", "/SOME/secret/callbackA", "some/secret/callbackA"
        })
        void findsNoneElsewhere(String uri) {
            assertThat(secret.command(uri)).isEmpty();
        }
    }

    private static CallbackPath path(String prefix) {
        return new CallbackPath(new WebhookSettings(
                prefix, "", "", DataSize.ofKilobytes(64), Duration.ofSeconds(5), DataSize.ofMegabytes(64), 0, List.of(), List.of()));
    }
}
