package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The beans that the build prepared, in the real jar as a whole. */
class PreparedBeansIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String PREPARED = "Starting AOT-processed Handover";

    @TempDir
    private Path folder;

    @Test
    void serveWithSettingsThatAreValuesAndGuardTheManagementPort() throws IOException {
        try (HandoverProcess handover = new HandoverProcess(folder)
                .asOneJar()
                .with("MANAGEMENT_USERNAME", "operator")
                .with("MANAGEMENT_PASSWORD", "a password")
                .with("WEBHOOK_ALLOWED_NETWORKS", "10.0.0.0/8")
                .with("LOG_FORMAT", "ecs")
                .start()) {
            assertThat(handover.logText()).contains(PREPARED).startsWith("{");
            assertThat(handover.manage("GET", "destinations").statusCode()).isEqualTo(401);
            try (OpenIm openIm = new OpenIm(handover.port())) {
                assertThat(openIm.transfer("op-refused", "refused").status()).isEqualTo(403);
            }
        }
    }

    @Test
    void serveWithOpenImsServer() throws IOException {
        try (HandoverProcess handover = new HandoverProcess(folder)
                .asOneJar()
                .with("OPENIM_API_URL", "http://127.0.0.1:9")
                .with("OPENIM_ADMIN_USER_ID", "imAdmin")
                .with("OPENIM_SECRET", "openIM123")
                .start()) {
            try (OpenIm openIm = new OpenIm(handover.port())) {
                assertThat(openIm.transfer("op-asked", "asked").isSuccess()).isTrue();
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(handover.manage("GET", "trace/op-asked").body()).contains("delivered"));
            assertThat(handover.logText()).contains(PREPARED);
            assertThat(handover.manage("GET", "health").body()).contains("\"openimServer\"");
        }
    }

    @Test
    void giveWayToASettingThatAsksForOthers() {
        try (HandoverProcess handover = new HandoverProcess(folder)
                .asOneJar()
                .with("APP_BACKEND_URL", "http://127.0.0.1:9")
                .with("APP_BACKEND_COPY", "true")
                .start()) {
            assertThat(handover.logText()).contains("handover.backend.copy is set").doesNotContain(PREPARED);
            try (OpenIm openIm = new OpenIm(handover.port())) {
                assertThat(openIm.transfer("op-copied", "copied").isSuccess()).isTrue();
            }
            await().atMost(SOON).until(() -> waiting(handover, "app-backend") == 1);
        }
    }

    private static int waiting(HandoverProcess handover, String destination) throws IOException {
        String all = handover.manage("GET", "destinations").body();
        return new ObjectMapper().readTree(all).path(destination).path("waiting").asInt();
    }
}
