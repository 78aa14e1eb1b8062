package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.awaitility.core.ThrowingRunnable;

/** Edits routes while Handover runs, and waits for what becomes of them. */
record Reloads(Running handover, RouteFolder folder) {

    /** An edit of the folder. */
    interface Edit {
        void make() throws Exception;
    }

    /** Makes an edit, and waits until it is in force. */
    void take(Edit edit) throws Exception {
        edit.make();
        awaitInForce();
    }

    /** Makes an edit, waits until it is refused with all of these words, and looks whether all stays as it was. */
    void refuse(Edit edit, String... words) throws Exception {
        JsonNode before = routes();
        edit.make();
        awaitRefused(words);
        assertThat(routes().path("refused").asText()).doesNotContain(EditingRoutes.CRM_SECRET);
        assertThat(routes().path("hash")).isEqualTo(before.path("hash"));
        assertThat(routes().path("load")).isEqualTo(before.path("load"));
    }

    void awaitRefused(String... words) {
        patiently(() -> assertThat(routes().path("refused").asText()).contains(words));
    }

    /** Brings the folder back to what the project has, and waits until that is in force. */
    void restore() {
        folder.restore();
        awaitInForce();
    }

    void awaitInForce() {
        String hash = hash();
        patiently(() -> {
            JsonNode routes = routes();
            assertThat(routes.path("refused").asText()).isEmpty();
            assertThat(routes.path("hash").asText()).isEqualTo(hash);
        });
    }

    long load() throws IOException, InterruptedException {
        return routes().path("load").asLong();
    }

    JsonNode routes() throws IOException, InterruptedException {
        return handover.manage("/actuator/routes");
    }

    /** Looks before each poll. The first check of all takes its time on a busy machine. */
    private void patiently(ThrowingRunnable assertion) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            handover.look();
            assertion.run();
        });
    }

    /** The hash of the files in the folder: anybody can work it out. */
    private String hash() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            folder.files().forEach((name, text) -> sha.update((name + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
