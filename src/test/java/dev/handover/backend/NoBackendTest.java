package dev.handover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.Handover;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts of their own: without a backend, with one that nobody listens for, and with settings that cannot be. */
@ExtendWith(OutputCaptureExtension.class)
class NoBackendTest {

    @TempDir
    Path data;

    @Test
    void answers404AndWarnsOnceACommandWithoutAUrl(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = started()) {
            Caller caller = caller(context);
            for (int i = 0; i < 3; i++) {
                Caller.Answered answered = caller.post("/callbackOther", "{}");
                assertThat(answered.status()).isEqualTo(404);
                assertThat(answered.errCode()).isEqualTo(5003);
            }
            assertThat(context.getBean(MeterRegistry.class)
                            .get("handover.callbacks")
                            .tag("answer", "unhandled")
                            .counter()
                            .count())
                    .isEqualTo(3);
            assertThat(output.getOut().split("Nothing handles callbackOther", -1)).hasSize(2);
        }
    }

    @Test
    void answers502WhenNobodyListens(CapturedOutput output) throws Exception {
        String url = "http://127.0.0.1:" + freePort();
        try (ConfigurableApplicationContext context = started("--handover.backend.url=" + url)) {
            for (int i = 0; i < 3; i++) {
                Caller.Answered answered = caller(context).post("/callbackOther", "{}");
                assertThat(answered.status()).isEqualTo(502);
                assertThat(answered.errCode()).isEqualTo(5007);
                assertThat(answered.text()).doesNotContain("127.0.0.1");
            }
            assertThat(output.getOut().split("The app backend at " + url, -1)).as("warnings of why").hasSize(2);
            assertThat(output.getOut()).doesNotContain("BACKEND_FAILED");
            assertThat(context.getBean(MeterRegistry.class)
                            .get("handover.callbacks")
                            .tag("answer", "backend-failed")
                            .counter()
                            .count())
                    .isEqualTo(3);
        }
    }

    @Test
    void doesNotStartWithACopyToNowhere() {
        assertThatThrownBy(() -> started("--handover.backend.copy=true"))
                .hasStackTraceContaining("APP_BACKEND_COPY (handover.backend.copy) is true without APP_BACKEND_URL");
    }

    @Test
    void doesNotStartWithBodiesLargerThanTheMemoryForAll() {
        assertThatThrownBy(() -> started(
                        "--handover.backend.url=http://127.0.0.1", "--handover.webhook.max-buffered=512KB"))
                .hasStackTraceContaining("handover.webhook.max-buffered is less than handover.backend.max-body");
    }

    private ConfigurableApplicationContext started(String... settings) {
        return new SpringApplicationBuilder(Handover.class)
                .properties("SERVER_PORT=0", "MANAGEMENT_PORT=0", "DATA_DIR=" + data)
                .run(settings);
    }

    private static Caller caller(ConfigurableApplicationContext context) {
        return new Caller(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
