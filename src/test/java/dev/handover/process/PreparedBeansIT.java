package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The beans that the build prepared, in the real jar. */
class PreparedBeansIT {

    private static final String PREPARED = "Starting AOT-processed Handover";

    @TempDir
    private Path folder;

    @Test
    void serveWithTheShippedSettings() {
        try (HandoverProcess handover = new HandoverProcess(folder).start()) {
            assertThat(handover.logText()).contains(PREPARED);
        }
    }

    @Test
    void giveWayToASettingThatAsksForOthers() {
        try (HandoverProcess handover = new HandoverProcess(folder)
                .with("APP_BACKEND_URL", "http://127.0.0.1:9")
                .with("APP_BACKEND_COPY", "true")
                .start()) {
            assertThat(handover.logText()).contains("handover.backend.copy is set").doesNotContain(PREPARED);
            try (OpenIm openIm = new OpenIm(handover.port())) {
                assertThat(openIm.transfer("op-copied", "copied").isSuccess()).isTrue();
            }
            await().until(() -> waiting(handover, "app-backend") == 1);
        }
    }

    private static int waiting(HandoverProcess handover, String destination) throws IOException {
        String all = handover.manage("GET", "destinations").body();
        return new ObjectMapper().readTree(all).path(destination).path("waiting").asInt();
    }
}
