package dev.handover.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.command.HandoverCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What {@code trace} and {@code audit report} read from the audit. */
@ExtendWith(OutputCaptureExtension.class)
class TraceTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void writes() throws IOException {
        try (AuditLog log = new AuditLog(directory, Clock.systemUTC())) {
            log.append("accepted", event("e1", "op-1", "G1"));
            log.append("delivered", outcome("e1", "email").put("recipient", "aa").put("recipients", 2));
            log.append("delivered", outcome("e1", "slack"));
            log.append("confirmed", event("e1", "op-1", "G1"));
            // Told before it was accepted, as after a disk that failed.
            log.append("delivered", outcome("e2", "slack"));
            log.append("accepted", event("e2", "op-2", "G1"));
            log.append("filtered", outcome("e2", "email"));
            log.append("accepted", event("e3", "op-3", "evil\u001b[2J\u202e\n\"G"));
            log.append("dead", outcome("e3", "slack").put("reason", "rejected"));
            log.append("delivered", outcome("e3", "email"));
        }
    }

    @Test
    void findsTheEventsOfAGroupTheNewestFirstWithEachDestinationsOutcome() throws IOException {
        List<EventTrail> trails = new Trails(directory).of("G1", 20);
        assertThat(trails).extracting(trail -> trail.shown("id")).containsExactly("e2", "e1");
        assertThat(trails.get(1).words()).containsEntry("email", "partly (1 of 2)").containsEntry("slack", "delivered");
        assertThat(trails.get(1).truth()).isEqualTo("confirmed");
        assertThat(new Trails(directory).of("G1", 1)).hasSize(1);
        assertThat(new Trails(directory).newest(2)).extracting(trail -> trail.shown("id")).containsExactly("e3", "e2");
    }

    @Test
    void findsAnEventByItsIdOrItsOperationAndNothingByAPartOfThem() throws IOException {
        Trails trails = new Trails(directory);
        assertThat(trails.of("e3", 20)).hasSize(1);
        assertThat(trails.of("op-3", 20)).hasSize(1);
        assertThat(trails.of("evil\u001b[2J\u202e\n\"G", 20)).hasSize(1);
        assertThat(trails.of("evil\\u001b[2J\\u202e\\u000a\"G", 20)).as("as it is shown").hasSize(1);
        assertThat(trails.of("op", 20)).isEmpty();
        assertThat(trails.of("", 20)).isEmpty();
        assertThat(trails.of("userOld123", 20)).isEmpty();
    }

    @Test
    void readsNoFileOlderThanTheEventOfAnId() throws IOException {
        Files.createSymbolicLink(directory.resolve("ownership-2020-01-01.jsonl"), Path.of("nowhere"));
        Trails trails = new Trails(directory);
        assertThat(trails.of("e1", 20)).hasSize(1);
        assertThat(trails.of("G1", 2)).as("as many as asked for").hasSize(2);
        assertThatIOException().as("may be older").isThrownBy(() -> trails.of("op-1", 20));
    }

    @Test
    void readsFilesOlderThanTheEventsOnceOnly() throws IOException {
        deliversE3("ownership-2020-01-01.jsonl");
        assertThat(new Trails(directory).of("op-3", 20).get(0).states()).containsEntry("slack", "dead").containsEntry("email", "delivered");
    }

    @Test
    void findsWhatWasToldOnTheDaysBetweenAnEventAndItsLine() throws IOException {
        deliversE3("ownership-2026-11-24.jsonl");
        assertThat(new Trails(directory).of("e3", 20).get(0).states()).containsEntry("slack", "delivered");
    }

    @Test
    void findsNothingByAnEmptyKey() throws IOException {
        try (AuditLog log = new AuditLog(directory, Clock.systemUTC())) {
            log.append("accepted", event("e4", "", "G4"));
        }
        assertThat(new Trails(directory).of("", 20)).isEmpty();
    }

    @Test
    void showsNothingOfACallersThatCouldSteerATerminal(CapturedOutput output) {
        assertThat(HandoverCommand.execute(new String[] {"trace", "e3", "--dir", directory.toString()})).isZero();
        assertThat(output.getOut()).contains("dead: rejected").contains("evil").doesNotContain("\u001b", "\u202e", "evil\n");
        assertThat(HandoverCommand.execute(new String[] {"trace", "none", "--dir", directory.toString()})).isEqualTo(1);
    }

    @Test
    void reportsWhatADestinationHasNotHad(CapturedOutput output) throws IOException {
        assertThat(report()).isEqualTo(1);
        assertThat(output.getOut())
                .contains("e1  group \"G1\"  email partly (1 of 2) since ")
                .contains("slack dead: rejected since ")
                .contains("3 accepted, 2 not at every destination; verified up to seq 10")
                .doesNotContain("e2  ");
    }

    @Test
    void reportsNothingWhenAllHasArrivedOrOtherDaysAreAskedFor(CapturedOutput output) throws IOException {
        assertThat(report("--from", "2026-11-23", "--to", "2026-11-23")).isZero();
        try (AuditLog log = new AuditLog(directory, Clock.systemUTC())) {
            log.append("delivered", outcome("e1", "email").put("recipient", "bb").put("recipients", 2));
            log.append("replayed", outcome("e3", "slack").put("replay", 1));
            log.append("delivered", outcome("e3", "slack").put("replay", 1));
        }
        assertThat(report()).isZero();
        assertThat(output.getOut()).contains("3 accepted, 0 not at every destination");
    }

    @Test
    void missesNothingBecauseAReplayIsToldLate(CapturedOutput output) throws IOException {
        try (AuditLog log = new AuditLog(directory, Clock.systemUTC())) {
            log.append("accepted", event("e4", "op-4", "G4"));
            log.append("dead", outcome("e4", "slack").put("reason", "rejected"));
            log.append("delivered", outcome("e4", "slack").put("replay", 1));
            log.append("replayed", outcome("e4", "slack").put("replay", 1));
            log.append("delivered", outcome("e4", "email"));
        }
        report();
        assertThat(output.getOut()).contains("4 accepted").doesNotContain("e4  ");
    }

    @Test
    void reportsABrokenChainInPlaceOfTrustingIt(CapturedOutput output) throws IOException {
        Path file = DayFile.in(directory).get(0).path();
        Files.writeString(file, Files.readString(file).replaceFirst("\"op-2\"", "\"op-9\""));
        assertThat(report()).isEqualTo(1);
        assertThat(output.getOut()).contains("broken: ").doesNotContain("verified");
    }

    /** Writes a file whose one line tells that Slack has e3 after all. */
    private void deliversE3(String name) throws IOException {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("event", "delivered").setAll(outcome("e3", "slack").put("replay", 1));
        Files.writeString(directory.resolve(name), line + "\n");
    }

    private int report(String... options) {
        List<String> all = new ArrayList<>(List.of("audit", "report", directory.toString()));
        all.addAll(List.of(options));
        return HandoverCommand.execute(all.toArray(String[]::new));
    }

    private static ObjectNode event(String id, String operation, String group) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("id", id).put("acceptedAt", "2026-11-24T03:40:25.356Z").put("operationID", operation).put("groupID", group)
                .put("oldOwnerUserID", "userOld123").put("newOwnerUserID", "userNew456");
        event.putArray("destinations").add("email").add("slack");
        return event;
    }

    private static ObjectNode outcome(String id, String destination) {
        return JsonNodeFactory.instance.objectNode().put("id", id).put("destination", destination).put("attempts", 1);
    }
}
