package dev.handover.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.settings.InvalidSetting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.unit.DataSize;

/** What a client over its limit sees. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class RateLimitedIngressTest {

    @TempDir
    static Path data;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("handover.data-dir", () -> data.toString());
        registry.add("management.server.port", () -> "0");
        registry.add("WEBHOOK_RATE_LIMIT", () -> "5");
        registry.add("WEBHOOK_TRUSTED_PROXIES", () -> "127.0.0.1");
    }

    @Test
    void answers429WithTheEnvelopeAndRetryAfterAndWarnsOnce(@LocalServerPort int port, CapturedOutput output)
            throws Exception {
        List<HttpResponse<String>> limited = limited(port, "192.0.2.1");
        assertThat(limited).hasSize(10).allSatisfy(response -> {
            assertThat(response.headers().firstValue("Retry-After")).contains("1");
            assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(new ObjectMapper().readTree(response.body()).path("errCode").asInt()).isEqualTo(5006);
        });
        assertThat(output.getOut().split("192.0.2.1 sends more than 5 requests a second", -1)).hasSize(2);
        assertThat(output.getOut()).doesNotContain("TOO_MANY");
    }

    @Test
    void neitherLogsNorTellsApartWhatAProxyPassesOnThatIsNoAddress(@LocalServerPort int port, CapturedOutput output)
            throws Exception {
        limited(port, "forged one");
        limited(port, "forged two");
        assertThat(output.getOut().split("an unknown address sends more than 5 requests a second", -1)).hasSize(2);
        assertThat(output.getOut()).doesNotContain("forged");
    }

    /** The first ten answers 429 to a sender whom a trusted proxy names. */
    private static List<HttpResponse<String>> limited(int port, String sender) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/callbackOther"))
                .header("X-Forwarded-For", sender)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        List<HttpResponse<String>> limited = new ArrayList<>();
        // More than a slow machine gets back in the time that they take.
        for (int i = 0; i < 1000 && limited.size() < 10; i++) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 429) {
                limited.add(response);
            } else {
                assertThat(response.statusCode()).isEqualTo(404);
            }
        }
        return limited;
    }

    @Test
    void refusesANegativeLimit() {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> new WebhookSettings(
                        "", "", "", DataSize.ofKilobytes(64), Duration.ofSeconds(5), DataSize.ofMegabytes(64), -1, List.of(), List.of()))
                .withMessageContaining("WEBHOOK_RATE_LIMIT");
    }
}
