package dev.handover.audit;

import static dev.handover.audit.Audits.DAY;
import static dev.handover.audit.Audits.NEXT_DAY;
import static dev.handover.audit.Audits.assertBroken;
import static dev.handover.audit.Audits.assertWhole;
import static dev.handover.audit.Audits.event;
import static dev.handover.audit.Audits.file;
import static dev.handover.audit.Audits.json;
import static dev.handover.audit.Audits.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class MendingTest {

    private final SetClock clock = new SetClock(DAY);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = file(directory, "2026-11-24");
        try (AuditLog log = new AuditLog(directory, clock)) {
            log.append("accepted", event("1"));
            log.append("accepted", event("2 Zoë"));
        }
    }

    @Test
    void mendsALastLineTornAtAnyByte() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int second = lines(file).get(0).length() + 1;
        for (int end = second + 1; end < whole.length; end++) {
            Files.write(file, Arrays.copyOf(whole, end));
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThat(log.append("accepted", event("2 Zoë"))).isTrue();
            }
            assertMended(file, 1, Arrays.copyOfRange(whole, second, end));
            assertWhole(directory, 3);
        }
    }

    @Test
    void changesNothingWhenTheLastLineIsWhole() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        new AuditLog(directory, clock).close();
        assertThat(Files.readAllBytes(file)).isEqualTo(whole);
    }

    @Test
    void cutsZerosThatAPowerLossLeft() throws IOException {
        Files.write(file, new byte[100_000], StandardOpenOption.APPEND);
        new AuditLog(directory, clock).close();
        assertMended(file, 2, new byte[100_000]);
        assertWhole(directory, 3);
    }

    @Test
    void mendsAFileThatIsOnlyATornLineInTheFileOfTheDayOfMending() throws IOException {
        Path next = file(directory, "2026-11-25");
        Files.writeString(next, "{\"seq\":3,");
        clock.set("2026-11-26T10:00:00Z");

        new AuditLog(directory, clock).close();

        assertThat(next).isEmptyFile();
        JsonNode mended = json(lines(file(directory, "2026-11-26")).get(0));
        assertThat(mended.path("file").asText()).isEqualTo("ownership-2026-11-25.jsonl");
        assertThat(mended.path("seq").asLong()).isEqualTo(3);
        assertWhole(directory, 3);
    }

    @Test
    void mendsWhatIsTheVeryFirstLine() throws IOException {
        Files.writeString(file, "{");
        new AuditLog(directory, clock).close();
        assertMended(file, 0, new byte[] {'{'});
        assertWhole(directory, 1);
    }

    private static void assertMended(Path file, int index, byte[] cut) throws IOException {
        JsonNode mended = json(lines(file).get(index));
        assertThat(mended.path("event").asText()).isEqualTo("mended");
        assertThat(mended.path("file").asText()).isEqualTo(file.getFileName().toString());
        assertThat(mended.path("bytes").asLong()).isEqualTo(cut.length);
        assertThat(mended.path("sha256").asText()).isEqualTo(Sha256.hex(cut));
    }

    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class WhenTheLastLineCannotBeRead {

        @Test
        void leavesItAsEvidenceAndSaysSo(CapturedOutput output) throws IOException {
            String evidence = "what is this\n";
            Files.writeString(file, evidence, StandardOpenOption.APPEND);
            try (AuditLog log = new AuditLog(directory, clock)) {
                log.append("accepted", event("3"));
            }
            List<String> lines = lines(file);
            assertThat(lines.get(2)).isEqualTo(evidence.strip());
            assertThat(json(lines.get(3)).path("seq").asLong()).isEqualTo(3);
            assertThat(json(lines.get(3)).path("previous")).isEqualTo(json(lines.get(1)).path("hash"));
            assertThat(output).contains("WARN").contains("ownership-2026-11-24.jsonl line 3");
            assertBroken(directory, file, 3, "does not start with");
        }
    }

    @Nested
    class WhenTheDiskFails {

        private final FaultyDisk disk = new FaultyDisk();

        @Test
        void takesBackAHalfWrittenLine() throws IOException {
            byte[] good = Files.readAllBytes(file);
            try (AuditLog log = new AuditLog(directory, clock, disk)) {
                disk.room = 20;
                assertFails(log);
                assertThat(Files.readAllBytes(file)).isEqualTo(good);

                disk.room = Long.MAX_VALUE;
                assertThat(log.append("accepted", event("3"))).isTrue();
            }
            assertWhole(directory, 3);
        }

        @Test
        void takesBackALineThatCouldNotBeForced() throws IOException {
            byte[] good = Files.readAllBytes(file);
            try (AuditLog log = new AuditLog(directory, clock, disk)) {
                disk.forceFails = true;
                assertFails(log);
                assertFails(log);
                disk.forceFails = false;
                assertThat(Files.readAllBytes(file)).isEqualTo(good);
                assertThat(log.append("accepted", event("3"))).isTrue();
            }
            assertWhole(directory, 3);
        }

        @Test
        void takesItBackLaterWhenItCannotAtOnce() throws IOException {
            byte[] good = Files.readAllBytes(file);
            try (AuditLog log = new AuditLog(directory, clock, disk)) {
                disk.room = 20;
                disk.truncateFails = true;
                assertFails(log);
                assertThat(Files.size(file)).isEqualTo(good.length + 20);
                disk.room = Long.MAX_VALUE;
                assertFails(log);
                disk.truncateFails = false;
                clock.set(NEXT_DAY);
                assertThat(log.append("accepted", event("3"))).isTrue();
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(good);
            assertWhole(directory, 3);
        }

        @Test
        void opensLaterWhenItCannotAtStart() throws IOException {
            disk.openFails = true;
            try (AuditLog log = new AuditLog(directory, clock, disk)) {
                assertFails(log);
                disk.openFails = false;
                assertThat(log.append("accepted", event("2 Zoë"))).isFalse();
                assertThat(log.append("accepted", event("3"))).isTrue();
            }
            assertWhole(directory, 3);
        }

        @Test
        void opensLaterWhenAnErrorCameInBetween() throws IOException {
            disk.openFails = true;
            try (AuditLog log = new AuditLog(directory, clock, disk)) {
                disk.openFails = false;
                disk.onRead = () -> {
                    throw new InternalError("once");
                };
                assertThatExceptionOfType(InternalError.class).isThrownBy(() -> log.append("accepted", event("3")));
                disk.onRead = () -> {};
                assertThat(log.append("accepted", event("2 Zoë"))).isFalse();
                assertThat(log.append("accepted", event("3"))).isTrue();
            }
            assertWhole(directory, 3);
        }

        @Test
        void doesNotTrustALineThatItFoundAndCannotForce() throws IOException {
            disk.forceFails = true;
            try (AuditLog log = new AuditLog(directory, clock, disk)) {
                assertThatIOException().isThrownBy(() -> log.append("accepted", event("2 Zoë")));
                disk.forceFails = false;
                assertThat(log.append("accepted", event("2 Zoë"))).isFalse();
            }
        }

        @Test
        void stillSaysThatItMendedWhenThereIsRoomAgain() throws IOException {
            Files.writeString(file, "torn", StandardOpenOption.APPEND);
            disk.room = 0;
            try (AuditLog log = new AuditLog(directory, clock, disk)) {
                assertFails(log);
                disk.room = Long.MAX_VALUE;
                assertThat(log.append("accepted", event("3"))).isTrue();
            }
            assertMended(file, 2, "torn".getBytes(UTF_8));
            assertWhole(directory, 4);
        }

        @Test
        void opensTheNextDaysFileLaterWhenItCannotAtOnce() throws IOException {
            try (AuditLog log = new AuditLog(directory, clock, disk)) {
                clock.set(NEXT_DAY);
                disk.forceFails = true;
                assertFails(log);
                disk.forceFails = false;
                assertThat(log.append("accepted", event("3"))).isTrue();
            }
            assertThat(lines(file(directory, "2026-11-25"))).hasSize(1);
            assertWhole(directory, 3);
        }

        private static void assertFails(AuditLog log) {
            assertThatIOException()
                    .isThrownBy(() -> log.append("accepted", event("3")));
        }
    }
}
