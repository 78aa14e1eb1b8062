package dev.handover.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the tests of this package say about audit directories. */
final class Audits {

    static final String DAY = "2026-11-24T10:00:00.123Z";
    static final String NEXT_DAY = "2026-11-25T00:00:00.000Z";

    private Audits() {}

    static ObjectNode event(String id) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("groupID", "grp");
    }

    static Path file(Path directory, String day) {
        return directory.resolve("ownership-" + day + ".jsonl");
    }

    static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file, UTF_8);
    }

    static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two lines on the first day, two on the next. */
    static void writeTwoDays(Path directory) throws IOException {
        SetClock clock = new SetClock(DAY);
        try (AuditLog log = new AuditLog(directory, clock)) {
            log.append("accepted", event("1"));
            log.append("accepted", event("2"));
            clock.set(NEXT_DAY);
            log.append("accepted", event("3"));
            log.append("accepted", event("4"));
        }
    }

    static Verification verify(Path directory) throws IOException {
        return new AuditVerifier(directory, read -> {}).verify();
    }

    static Verification.Whole assertWhole(Path directory, long lines) throws IOException {
        Verification verification = verify(directory);
        assertThat(verification).isInstanceOfSatisfying(
                Verification.Whole.class, whole -> assertThat(whole.lines()).isEqualTo(lines));
        return (Verification.Whole) verification;
    }

    static void assertBroken(Path directory, Path file, long line, String reason) throws IOException {
        assertThat(verify(directory)).isInstanceOfSatisfying(Verification.Broken.class, broken -> {
            assertThat(broken.file()).isEqualTo(file);
            assertThat(broken.line()).isEqualTo(line);
            assertThat(broken.reason()).contains(reason);
        });
    }
}
