package dev.handover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.handover.settings.InvalidSetting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

class BackendSettingsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final DataSize BODY = DataSize.ofMegabytes(1);

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "http://backend",
        "https://backend.example:8443/openim/",
        "http://127.0.0.1:8080/a/b_c~d.e-f",
        "http://[::1]:8080/openim"
    })
    void takesTheUrlOfABackend(String url) {
        assertThatNoException().isThrownBy(() -> of(url, "false"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "there:8080",
        "ftp://backend",
        "webhook://backend",
        "http://:80",
        "http://backend/path?query=1",
        "http://backend/path#fragment",
        "http://user:password@backend/",
        "http://back end/",
        "http://backend/{{x}}",
        "http://backend/${x}",
        "http://backend/'"
    })
    void refusesAnyOtherWithoutShowingIt(String url) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> of(url, "false"))
                .withMessageContaining("APP_BACKEND_URL")
                .withMessageNotContaining(url);
    }

    @Test
    void refusesACopyToNowhereOrOfNoMeaning() {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> of("", "true"))
                .withMessageContaining("APP_BACKEND_COPY");
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> of("http://backend", "yes"))
                .withMessageContaining("APP_BACKEND_COPY");
    }

    @Test
    void refusesLimitsOutOfRange() {
        assertRefused("timeout", "0s", 16, "1MB");
        assertRefused("timeout", "26s", 16, "1MB");
        assertRefused("max-concurrent", "4s", 0, "1MB");
        assertRefused("max-body", "4s", 16, "100B");
        assertRefused("max-body", "4s", 16, "17MB");
    }

    @Test
    void refusesToTakeEveryWorker() {
        BackendSettings settings = new BackendSettings("http://backend", "false", TIMEOUT, 16, BODY);
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> new Bulkhead(settings, 16, Duration.ofSeconds(5)))
                .withMessageContaining("max-concurrent");
        new Bulkhead(settings, 17, Duration.ofSeconds(5)).close();
    }

    @Test
    void refusesToWaitLongerThanACallbackIsAnswered() {
        BackendSettings settings = new BackendSettings("http://backend", "false", TIMEOUT, 16, BODY);
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> new Bulkhead(settings, 32, TIMEOUT))
                .withMessageContaining("handover.backend.timeout");
    }

    @Test
    void appendsTheCommandAndShowsTheAddressAlone() {
        BackendSettings settings = of("http://backend:8080/secret/", "false");
        assertThat(settings.command("callbackX")).hasToString("http://backend:8080/secret/callbackX");
        assertThat(settings.address()).isEqualTo("http://backend:8080");
        assertThat(of("https://backend", "true").command("callbackX")).hasToString("https://backend/callbackX");
    }

    private static BackendSettings of(String url, String copy) {
        return new BackendSettings(url, copy, TIMEOUT, 16, BODY);
    }

    private static void assertRefused(String setting, String timeout, int maxConcurrent, String maxBody) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> new BackendSettings(
                        "",
                        "false",
                        DurationStyle.detectAndParse(timeout),
                        maxConcurrent,
                        DataSize.parse(maxBody)))
                .withMessageContaining("handover.backend." + setting);
    }
}
