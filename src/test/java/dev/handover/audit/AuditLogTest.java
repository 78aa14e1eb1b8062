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
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {

    private final SetClock clock = new SetClock(DAY);

    @TempDir
    private Path parent;

    private Path directory;

    @BeforeEach
    void nameADirectoryThatIsNotThere() {
        directory = parent.resolve("data").resolve("audit");
    }

    @Test
    void writesExactlyTheseBytes() throws IOException {
        try (AuditLog log = new AuditLog(directory, clock)) {
            assertThat(log.append("accepted", event("e1").put("newOwnerUserID", "Zoë 李"))).isTrue();
        }

        assertThat(Files.readString(file(directory, "2026-11-24"))).isEqualTo(
                "{\"seq\":1,\"at\":\"2026-11-24T10:00:00.123Z\",\"event\":\"accepted\",\"id\":\"e1\","
                        + "\"groupID\":\"grp\",\"newOwnerUserID\":\"Zoë 李\",\"previous\":\"" + "0".repeat(64)
                        + "\",\"hash\":\"6114aaa490fa38c3ec143d39fb94923aed1baeb39d2cbc70f2d599ad4a0eb2dd\"}\n");
    }

    @Test
    void hashIsWhatTheCommandInTheReadmeSays() throws Exception {
        try (AuditLog log = new AuditLog(directory, clock)) {
            log.append("accepted", event("1"));
            log.append("accepted", event("2").put("newOwnerUserID", "Zoë \",\"hash\":\"0\"}\r\n\u202e"));
            log.append("accepted", event("3"));
        }
        String firstOfToday = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("sed ") && line.endsWith(" | sha256sum"))
                .findFirst()
                .orElseThrow();
        String secondOfThatDay = firstOfToday.replace("'1{", "'2{").replace("$(date -u +%F)", "2026-11-24");

        Process shell = new ProcessBuilder("sh", "-c", secondOfThatDay).directory(parent.toFile()).start();
        String said = new String(shell.getInputStream().readAllBytes(), UTF_8);

        String hash = json(lines(file(directory, "2026-11-24")).get(1)).path("hash").asText();
        assertThat(said).isEqualTo(hash + "  -\n");
    }

    @Test
    void chainsOverMidnight() throws IOException {
        Audits.writeTwoDays(directory);

        List<String> first = lines(file(directory, "2026-11-24"));
        List<String> second = lines(file(directory, "2026-11-25"));
        assertThat(json(second.get(0)).path("seq").asLong()).isEqualTo(3);
        assertThat(json(second.get(0)).path("previous")).isEqualTo(json(first.get(1)).path("hash"));
        assertWhole(directory, 4);
    }

    @Test
    void keepsTheNewestFileWhenTheClockGoesBack() throws IOException {
        Audits.writeTwoDays(directory);
        byte[] older = Files.readAllBytes(file(directory, "2026-11-24"));
        clock.set("2026-11-24T23:59:59.999Z");

        try (AuditLog log = new AuditLog(directory, clock)) {
            log.append("accepted", event("5"));
        }

        assertThat(Files.readAllBytes(file(directory, "2026-11-24"))).isEqualTo(older);
        assertThat(json(lines(file(directory, "2026-11-25")).get(2)).path("at").asText())
                .isEqualTo("2026-11-24T23:59:59.999Z");
        assertThat(assertWhole(directory, 5).setBack()).isEqualTo(1);
    }

    @Test
    void keepsTheOrderOfThreadsThatAppendAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Boolean>> results = new ArrayList<>();
        try (AuditLog log = new AuditLog(directory, clock)) {
            for (int i = 0; i < 400; i++) {
                String id = "e" + i / 2;
                results.add(threads.submit(() -> log.append("accepted", event(id))));
            }
            int written = 0;
            for (Future<Boolean> result : results) {
                written += result.get(30, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(written).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }
        assertWhole(directory, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a\r\n{\"seq\":9}", "\",\"hash\":\"x\"}\n", "\u202etxt.exe", "\u2028\u2029\u0085", "\u0000\u001b[2J\u007f\u009b",
        "lone \ud800 high", "lone \udc00 low", "tag \udb40\udc41", "\ufeff\u200b\u2066", "smile \ud83d\ude00", "\\u0041\\"
    })
    void keepsHostileTextOnOneLineAndUnchanged(String text) throws IOException {
        try (AuditLog log = new AuditLog(directory, clock)) {
            log.append("accepted", event(text).put("newOwnerUserID", text));
        }
        try (AuditLog log = new AuditLog(directory, clock)) {
            assertThat(log.append("accepted", event(text))).isFalse();
        }

        String content = Files.readString(file(directory, "2026-11-24"));
        assertThat(json(content).path("newOwnerUserID").asText()).isEqualTo(text);
        assertThat(content).endsWith("}\n").doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}](?!\\z)");
        assertWhole(directory, 1);
    }

    @Test
    void leavesReadableTextOfAllLanguagesAsItIs() throws IOException {
        try (AuditLog log = new AuditLog(directory, clock)) {
            log.append("accepted", event("Zoë 李 עברית 😀"));
        }
        assertThat(Files.readString(file(directory, "2026-11-24"))).contains("\"Zoë 李 עברית 😀\"");
    }

    @Test
    void goesOnWhenTheThreadBeforeWasInterrupted() throws IOException {
        try (AuditLog log = new AuditLog(directory, clock)) {
            log.append("accepted", event("1"));
            Thread.currentThread().interrupt();
            assertThatIOException()
                    .isThrownBy(() -> log.append("accepted", event("2")));
            assertThat(Thread.interrupted()).isTrue();

            assertThat(log.append("accepted", event("2"))).isTrue();
        }
        assertWhole(directory, 2);
    }

    @Nested
    class Duplicates {

        @Test
        void areWrittenOnceAlsoAfterARestart() throws IOException {
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThat(log.append("accepted", event("1"))).isTrue();
                assertThat(log.append("accepted", event("1"))).isFalse();
            }
            clock.set(NEXT_DAY);
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThat(log.append("accepted", event("1"))).isFalse();
                assertThat(log.append("delivered", event("1").put("destination", "email"))).isTrue();
            }
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThat(log.append("delivered", event("1").put("destination", "email"))).isFalse();
                assertThat(log.append("delivered", event("1").put("destination", "slack"))).isTrue();
            }
            assertWhole(directory, 3);
        }

        @Test
        void areNotThoseWithoutAnId() throws IOException {
            ObjectNode fields = JsonNodeFactory.instance.objectNode().put("reason", "denied");
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThat(log.append("refused", fields)).isTrue();
                assertThat(log.append("refused", fields)).isTrue();
            }
        }

        @Test
        void areTheSameForTheSameRecipientAndReplayOnly() throws IOException {
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThat(log.append("dead", event("1").put("destination", "email").put("recipient", "a"))).isTrue();
                assertThat(log.append("dead", event("1").put("destination", "email").put("recipient", "b"))).isTrue();
                assertThat(log.append("dead", event("1").put("destination", "email").put("recipient", "a").put("replay", 1))).isTrue();
            }
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThat(log.append("dead", event("1").put("destination", "email").put("recipient", "b"))).isFalse();
                assertThat(log.append("dead", event("1").put("destination", "email").put("recipient", "a").put("replay", 1))).isFalse();
                assertThat(log.append("dead", event("1").put("destination", "email").put("recipient", "a").put("replay", 2))).isTrue();
            }
        }

        @Test
        void areForgottenAfterAHundredThousandKeys() {
            WrittenKeys keys = new WrittenKeys();
            for (int i = 0; i <= WrittenKeys.LIMIT; i++) {
                keys.add(new WrittenKey(0, i));
            }
            assertThat(keys.contains(new WrittenKey(0, 0))).isFalse();
            assertThat(keys.contains(new WrittenKey(0, 1))).isTrue();
        }

        @Test
        void areToldApartByBothHalves() {
            WrittenKeys keys = new WrittenKeys();
            keys.add(new WrittenKey(1, 7));
            assertThat(keys.contains(new WrittenKey(2, 7))).isFalse();
            keys.add(new WrittenKey(2, 7));
            assertThat(keys.contains(new WrittenKey(2, 7))).isTrue();
            assertThat(keys.contains(new WrittenKey(1, 7))).isTrue();
            assertThat(keys.contains(new WrittenKey(1, 8))).isFalse();
        }

        @Test
        void areReadBackFromTheLastHundredThousandLinesOverFiles() throws IOException {
            Files.createDirectories(directory);
            writeUnforced(file(directory, "2026-11-22"), 0, 60_000);
            writeUnforced(file(directory, "2026-11-23"), 60_000, 105_000);
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThat(log.append("accepted", event("e5000"))).isFalse();
                assertThat(log.append("accepted", event("e104999"))).isFalse();
                assertThat(log.append("accepted", event("e4999"))).isTrue();
            }
            String last = lines(file(directory, "2026-11-24")).get(0);
            assertThat(json(last).path("seq").asLong()).isEqualTo(105_001);
        }

        private void writeUnforced(Path file, int from, int to) throws IOException {
            try (var out = Files.newOutputStream(file)) {
                for (int i = from; i < to; i++) {
                    Chain before = new Chain(i, "0".repeat(64));
                    out.write(NewLine.after(before, clock.instant(), "accepted", event("e" + i)).bytes());
                }
            }
        }
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @ValueSource(strings = {"seq", "at", "event", "previous", "hash"})
        void aFieldThatTheLogItselfSets(String name) throws IOException {
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> log.append("accepted", event("1").put(name, "x")))
                        .withMessageContaining(name);
            }
            assertThat(directory).isEmptyDirectory();
        }

        @Test
        void aLineThatTheVerifierWouldFindTooLong() throws IOException {
            try (AuditLog log = new AuditLog(directory, clock)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> log.append("accepted", event("1".repeat(Lines.LIMIT))))
                        .withMessageContaining("1 MiB");
            }
        }
    }

    @Nested
    class WhenSomeoneElseTouchesTheFiles {

        @Test
        void writesToANewFileWhenTheOldOneIsRemovedAndShowsTheGap() throws IOException {
            try (AuditLog log = new AuditLog(directory, clock)) {
                log.append("accepted", event("1"));
                log.append("accepted", event("2"));
                Files.delete(file(directory, "2026-11-24"));
                Files.delete(directory);

                assertThat(log.append("accepted", event("2"))).isTrue();
            }
            assertThat(assertWhole(directory, 1).start().seq()).isEqualTo(2);
        }

        @Test
        void showsTheGapWhenTheFileIsReplacedByOneOfTheSameLength() throws IOException {
            Path file = file(directory, "2026-11-24");
            try (AuditLog log = new AuditLog(directory, clock)) {
                log.append("accepted", event("1"));
                Path copy = Files.copy(file, parent.resolve("copy"));
                Files.delete(file);
                Files.move(copy, file);
                assertThat(log.append("accepted", event("2"))).isTrue();
                assertThat(lines(file)).hasSize(2);

                Files.writeString(file, lines(file).get(0) + "\n");
                assertThat(log.append("accepted", event("3"))).isTrue();
            }
            assertBroken(directory, file, 2, "seq is 3 where 2 is due");
        }
    }
}
