package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** How each delivery ended is in the audit, once. */
@Impatient
class DeliveriesAuditedTest {

    @Autowired
    private Running handover;

    @Autowired
    private EmbeddedActiveMQ broker;

    @Autowired
    @Qualifier("slackStub")
    private SlackStub slack;

    @AfterEach
    void recovers() throws Exception {
        slack.behave();
        DeadLetterBox letters = new DeadLetterBox(handover, broker);
        letters.awaitIdle();
        letters.burn();
    }

    @Test
    void tellsWhereAnEventGoesAndThatEachDestinationAndRecipientHasIt() {
        String id = send();
        List<JsonNode> lines = lines(id, 5);
        // Each kind by itself: the audit's consumers may write them in any order.
        assertThat(ofKind(lines, "accepted")).singleElement()
                .satisfies(line -> assertThat(line.path("destinations").toString()).isEqualTo("[\"app-backend\",\"email\",\"slack\"]"));
        assertThat(ofKind(lines, "delivered")).hasSize(4).allSatisfy(line -> assertThat(line.path("attempts").asInt()).isEqualTo(1));
        List<JsonNode> mails = of(lines, "email");
        assertThat(mails).hasSize(2).allSatisfy(line -> assertThat(line.path("recipients").asInt()).isEqualTo(2));
        assertThat(mails).extracting(line -> line.path("recipient").asText()).doesNotHaveDuplicates()
                .allSatisfy(fingerprint -> assertThat(fingerprint).matches("[0-9a-f]{16}"));
        assertThat(lines.toString()).doesNotContain("ann", "bob", "example.org");
        assertThat(of(lines, "slack")).hasSize(1);
        assertThat(of(lines, "app-backend")).hasSize(1);
        handover.assertAuditIsWhole();
    }

    @Test
    void tellsHowManyAttemptsItTook() {
        slack.answerNext(503, Map.of(), "");
        assertThat(of(lines(send(), 5), "slack").get(0).path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void tellsOfDeadLettersAndTheirReplaysHoweverOftenTheyComeBack() throws Exception {
        DeadLetterBox letters = new DeadLetterBox(handover, broker);
        slack.answerAlways(404, "no_service");
        String id = send();
        letters.await("slack", 1);
        assertThat(letters.replay("slack")).isEqualTo(1);
        letters.awaitIdle();
        letters.await("slack", 1);
        slack.behave();
        assertThat(letters.replay("slack/" + id)).isEqualTo(1);

        List<JsonNode> slacks = of(lines(id, 9), "slack");
        assertThat(slacks).extracting(line -> line.path("event").asText() + "/" + line.path("replay").asInt())
                .containsExactlyInAnyOrder("dead/0", "replayed/1", "dead/1", "replayed/2", "delivered/2");
        assertThat(ofKind(slacks, "dead")).filteredOn(line -> line.path("replay").asInt() == 0).singleElement().satisfies(line -> {
            assertThat(line.path("reason").asText()).isEqualTo("rejected");
            assertThat(line.path("attempts").asInt()).isEqualTo(1);
            assertThat(line.path("firstAttempt").asText()).isNotEmpty();
        });
    }

    private String send() {
        String group = Callbacks.newGroup();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        handover.eventually(() -> assertThat(handover.audited(group)).hasSize(1));
        return handover.audited(group).get(0).path("id").asText();
    }

    private List<JsonNode> lines(String id, int count) {
        handover.eventually(() -> assertThat(of(id)).hasSize(count));
        return of(id);
    }

    private List<JsonNode> of(String id) {
        return handover.audited().stream().filter(line -> line.path("id").asText().equals(id)).toList();
    }

    private static List<JsonNode> ofKind(List<JsonNode> lines, String kind) {
        return lines.stream().filter(line -> line.path("event").asText().equals(kind)).toList();
    }

    private static List<JsonNode> of(List<JsonNode> lines, String destination) {
        return lines.stream().filter(line -> line.path("destination").asText().equals(destination)).toList();
    }
}
