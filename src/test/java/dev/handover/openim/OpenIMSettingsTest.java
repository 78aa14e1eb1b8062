package dev.handover.openim;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.settings.InvalidSetting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenIMSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://openim:10002", "https://openim.example.org/api/", "HTTP://10.0.0.1"})
    void takesAPlainUrl(String url) {
        assertThatCode(() -> settings(url, "imAdmin", "s", Duration.ofSeconds(3))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openim:10002", "ftp://openim", "http://", "http://user:pass@openim", "http://openim?x=1", "a b"})
    void refusesAnotherUrl(String url) {
        assertThatThrownBy(() -> settings(url, "imAdmin", "s", Duration.ofSeconds(3)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("OPENIM_API_URL (handover.openim.api-url) is not a plain http or https url. ");
    }

    @ParameterizedTest
    @CsvSource({"http://openim,'',s", "http://openim,imAdmin,''", "'',imAdmin,s"})
    void wantsThreeTogether(String url, String user, String secret) {
        assertThatThrownBy(() -> settings(url, user, secret, Duration.ofSeconds(3)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageContaining("must be set together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT3.001S"})
    void refusesATimeThatWouldHoldUpTheFanOut(Duration timeout) {
        assertThatThrownBy(() -> settings("", "", "", timeout)).hasMessageStartingWith("handover.openim.timeout ");
    }

    @Test
    void needsNothing() {
        assertThatCode(() -> settings("", "", "", Duration.ofSeconds(3))).doesNotThrowAnyException();
    }

    private static OpenIMSettings settings(String url, String user, String secret, Duration timeout) {
        return new OpenIMSettings(url, user, secret, "", "", "", "", timeout, Duration.ofSeconds(30), Duration.ofMinutes(5), 10_000);
    }
}
