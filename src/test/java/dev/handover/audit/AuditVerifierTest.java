package dev.handover.audit;

import static dev.handover.audit.Audits.assertBroken;
import static dev.handover.audit.Audits.assertWhole;
import static dev.handover.audit.Audits.event;
import static dev.handover.audit.Audits.file;
import static dev.handover.audit.Audits.lines;
import static dev.handover.audit.Audits.verify;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifierTest {

    @TempDir
    private Path directory;

    private Path first;
    private Path second;

    @BeforeEach
    void write() throws IOException {
        Audits.writeTwoDays(directory);
        first = file(directory, "2026-11-24");
        second = file(directory, "2026-11-25");
    }

    @Test
    void tellsTheEndOfAWholeChain() throws IOException {
        Verification.Whole whole = assertWhole(directory, 4);
        String last = lines(second).get(1);
        assertThat(whole.end()).isEqualTo(new Chain(4, last.substring(last.length() - 66, last.length() - 2)));
        assertThat(whole.files()).isEqualTo(2);
        assertThat(whole.start()).isEqualTo(Chain.START);
    }

    @Test
    void tellsWhereAChainStartsWhoseOlderFilesWereArchived() throws IOException {
        Files.delete(first);
        assertThat(assertWhole(directory, 2).start().seq()).isEqualTo(2);
    }

    @Test
    void countsEveryByte() throws IOException {
        AtomicLong bytes = new AtomicLong();
        new AuditVerifier(directory, bytes::addAndGet).verify();
        assertThat(bytes).hasValue(Files.size(first) + Files.size(second));
    }

    @Test
    void readsLinesOfEveryLengthUpToTheLimit() throws IOException {
        Chain chain = Chain.START;
        Files.delete(second);
        try (var out = Files.newOutputStream(first)) {
            for (int length : new int[] {Lines.LIMIT - 300, 1, Lines.LIMIT - 280, Lines.LIMIT / 2, Lines.LIMIT / 3}) {
                NewLine line = NewLine.after(chain, Instant.parse(Audits.DAY), "accepted", event("x".repeat(length)));
                chain = line.chain();
                out.write(line.bytes());
            }
        }
        assertWhole(directory, 5);
    }

    @Nested
    class Finds {

        @Test
        void everyChangedByte() throws IOException {
            byte[] good = Files.readAllBytes(first);
            int lineTwo = lines(first).get(0).length() + 1;
            for (int i = lineTwo; i < good.length - 1; i++) {
                byte[] changed = good.clone();
                changed[i] ^= 1;
                Files.write(first, changed);
                assertBroken(directory, first, 2, "");
            }
        }

        @Test
        void aChangedFieldByItsHash() throws IOException {
            replace(first, "\"id\":\"2\"", "\"id\":\"9\"");
            assertBroken(directory, first, 2, "hash is not that of the line");
        }

        @Test
        void aRemovedLine() throws IOException {
            write(second, lines(second).subList(1, 2));
            assertBroken(directory, second, 1, "seq is 4 where 3 is due");
        }

        @Test
        void swappedLines() throws IOException {
            List<String> lines = lines(second);
            write(second, List.of(lines.get(1), lines.get(0)));
            assertBroken(directory, second, 1, "seq is 4 where 3 is due");
        }

        @Test
        void anInsertedLine() throws IOException {
            List<String> lines = lines(second);
            write(second, List.of(lines.get(0), lines.get(0), lines.get(1)));
            assertBroken(directory, second, 2, "seq is 3 where 4 is due");
        }

        @Test
        void aLineReplacedTogetherWithItsHash() throws IOException {
            Chain before = new Chain(2, hash(lines(first).get(1)));
            String forged = new String(
                    NewLine.after(before, Instant.parse(Audits.NEXT_DAY), "accepted", event("forged")).bytes(), ISO_8859_1);
            write(second, List.of(forged.strip(), lines(second).get(1)));
            assertBroken(directory, second, 2, "previous is not the hash of the line before");
        }

        @Test
        void aFileRemovedInTheMiddle() throws IOException {
            SetClock clock = new SetClock("2026-11-26T00:00:00Z");
            try (AuditLog log = new AuditLog(directory, clock)) {
                log.append("accepted", event("5"));
            }
            Files.delete(second);
            assertBroken(directory, file(directory, "2026-11-26"), 1, "seq is 5 where 3 is due");
        }

        @Test
        void aFileRenamedToAnotherDay() throws IOException {
            Path renamed = Files.move(second, file(directory, "2026-11-26"));
            assertBroken(directory, renamed, 1, "is dated 2026-11-25, which is not the file's day");
        }

        @Test
        void aFileRenamedToAnotherDayThatIsOnlyAMendedLine() throws IOException {
            Files.writeString(second, "torn");
            new AuditLog(directory, new SetClock("2026-11-26T10:00:00Z")).close();
            assertWhole(directory, 3);
            Path renamed = Files.move(second, file(directory, "2026-11-27"));
            assertBroken(directory, renamed, 1, "is dated 2026-11-26, which is not the file's day");
        }

        @Test
        void aFileWhoseNameIsNoDay() throws IOException {
            Path copy = Files.copy(second, file(directory, "2026-11-25-copy"));
            assertBroken(directory, copy, 0, "its name holds no day");
        }

        @Test
        void aTornLastLine() throws IOException {
            Files.writeString(second, Files.readString(second).stripTrailing());
            assertBroken(directory, second, 2, "torn last line: being written, or cut by a crash");
        }

        @Test
        void aTornLineInAnOlderFile() throws IOException {
            Files.writeString(first, Files.readString(first).stripTrailing());
            assertBroken(directory, first, 2, "though a later file follows");
        }

        @Test
        void aLineLongerThanOneMebibyte() throws IOException {
            Files.writeString(second, "x".repeat(3 * Lines.LIMIT) + "\n" + Files.readString(second));
            assertBroken(directory, second, 1, "is longer than 1 MiB");
        }

        @Test
        void bytesThatAreNotUtf8() throws IOException {
            Files.writeString(second, Files.readString(second).replace("grp", "gr\u00e4"), ISO_8859_1);
            assertBroken(directory, second, 1, "is not UTF-8");
        }

        @Test
        void aFieldGivenTwice() throws IOException {
            replace(second, "\"groupID\":\"grp\"", "\"groupID\":\"grp\",\"groupID\":\"grp\"");
            assertBroken(directory, second, 1, "is not one JSON object");
        }

        @Test
        void bytesAfterTheObject() throws IOException {
            replace(second, "\"}\n", "\"}{}\n");
            assertBroken(directory, second, 1, "is not one JSON object");
        }

        @Test
        void anEmptyLine() throws IOException {
            Files.writeString(second, "\n" + Files.readString(second));
            assertBroken(directory, second, 1, "does not start with");
        }

        @Test
        void aFirstLineThatFollowsSomething() throws IOException {
            Files.delete(second);
            NewLine line = NewLine.after(
                    new Chain(0, "1".repeat(64)), Instant.parse(Audits.DAY), "accepted", event("1"));
            Files.write(first, line.bytes());
            assertBroken(directory, first, 1, "64 zeros");
        }

        @Test
        void thatThereIsNothing() throws IOException {
            Files.delete(first);
            Files.delete(second);
            assertThat(verify(directory)).isEqualTo(new Verification.Nothing("no audit files in " + directory));
            Files.createFile(first);
            assertThat(verify(directory)).isEqualTo(new Verification.Nothing("no audit lines in " + directory));
        }

        private static void replace(Path file, String from, String to) throws IOException {
            Files.writeString(file, Files.readString(file).replace(from, to));
        }

        private static void write(Path file, List<String> lines) throws IOException {
            Files.writeString(file, String.join("\n", lines) + "\n");
        }

        private static String hash(String line) {
            return line.substring(line.length() - 66, line.length() - 2);
        }
    }
}
