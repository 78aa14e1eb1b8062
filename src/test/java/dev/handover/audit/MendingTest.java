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
import dev.handover.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    void mendsAFileThatIsOnlyATornLineInItsPlaceWhateverTheDay() throws IOException {
        Path next = file(directory, "2026-11-25");
        for (String day : List.of("2026-11-24", "2026-11-25", "2026-11-26")) {
            Files.writeString(next, "{\"seq\":3,");
            clock.set(day + "T10:00:00Z");

            new AuditLog(directory, clock).close();

            assertMended(next, 0, "{\"seq\":3,".getBytes(UTF_8));
            assertThat(json(lines(next).get(0)).path("seq").asLong()).isEqualTo(3);
            assertWhole(directory, 3);
        }
        try (AuditLog log = new AuditLog(directory, clock)) {
            log.append("accepted", event("3"));
        }
        assertThat(lines(file(directory, "2026-11-26"))).hasSize(1);
        assertWhole(directory, 4);
    }

    @Test
    void mendsWhatIsTheVeryFirstLine() throws IOException {
        Files.writeString(file, "{");
        new AuditLog(directory, clock).close();
        assertMended(file, 0, new byte[] {'{'});
        assertWhole(directory, 1);
    }

    @Test
    void mendsATornEndThatIsLongerThanALineCanBe() throws IOException {
        byte[] torn = new byte[3 * Lines.LIMIT];
        Files.write(file, torn, StandardOpenOption.APPEND);
        try (AuditLog log = new AuditLog(directory, clock)) {
            assertThat(log.append("accepted", event("2 Zoë"))).isFalse();
        }
        assertMended(file, 2, torn);
        assertWhole(directory, 3);
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

        @Test
        void saysNothingWhenItIsOnlyATornEnd(CapturedOutput output) throws IOException {
            Files.write(file, new byte[3 * Lines.LIMIT], StandardOpenOption.APPEND);
            new AuditLog(directory, clock).close();
            assertThat(output).doesNotContain("WARN");
        }
    }

    @Nested
    class WhenMendingIsBrokenOff {

        private final FaultyDisk disk = new FaultyDisk();
        private byte[] good;

        @BeforeEach
        void read() throws IOException {
            good = Files.readAllBytes(file);
        }

        @ParameterizedTest
        @ValueSource(ints = {4, 2_000})
        void tellsAtTheNextStartHoweverMuchOfTheLineWasWritten(int length) throws IOException {
            int line = start(length).length - good.length;
            for (int room = 0; room < line; room++) {
                clock.set(DAY);
                disk.room = room;
                byte[] left = start(length);
                assertThat(left).startsWith(good).hasSize(good.length + Math.max(length, room));
                assertBroken(directory, file, 3, "Handover mends it at its next start");

                clock.set(NEXT_DAY);
                new AuditLog(directory, clock).close();
                assertMended(file, 2, Arrays.copyOfRange(left, good.length, left.length));
                assertWhole(directory, 3);
            }
        }

        @Test
        void tellsAtTheNextStartOfWhatIsLeftBehindTheLine() throws IOException {
            disk.truncateFails = true;
            byte[] left = start(2_000);
            assertThat(left).hasSize(good.length + 2_000);
            assertBroken(directory, file, 4, "Handover mends it at its next start");

            new AuditLog(directory, clock).close();
            assertMended(file, 2, torn(2_000));
            assertMended(file, 3, torn(2_000 - lines(file).get(2).length() - 1));
            assertWhole(directory, 4);
        }

        @Test
        void writesTheLineFeedOnlyWhenTheRestIsForced() throws IOException {
            List<Integer> linesWhenForced = new ArrayList<>();
            disk.onForce = () -> linesWhenForced.add(countLineFeeds());
            start(4);
            assertThat(linesWhenForced).containsExactly(2, 2, 3, 3);
        }

        /** What is in the file after a start that found a torn end. */
        private byte[] start(int length) throws IOException {
            Files.write(file, good);
            Files.write(file, torn(length), StandardOpenOption.APPEND);
            new AuditLog(directory, clock, disk).close();
            return Files.readAllBytes(file);
        }

        private byte[] torn(int length) {
            return "x".repeat(length).getBytes(UTF_8);
        }

        private int countLineFeeds() {
            try {
                return (int) Files.readString(file).chars().filter(each -> each == '\n').count();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
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
        void stillTellsOfWhatTheCrashLeftWhenItWroteHalfOfThat() throws IOException {
            Files.writeString(file, "torn", StandardOpenOption.APPEND);
            disk.room = 20;
            try (AuditLog log = new AuditLog(directory, clock, disk)) {
                assertFails(log);
                clock.set(NEXT_DAY);
                disk.room = 50;
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
