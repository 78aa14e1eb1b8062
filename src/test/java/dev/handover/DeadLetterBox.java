package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The dead letters of the Handover under test, as its management port tells them. */
final class DeadLetterBox {

    private static final List<String> DESTINATIONS = List.of("audit", "email", "slack", "app-backend");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Running handover;
    private final EmbeddedActiveMQ broker;

    DeadLetterBox(Running handover, EmbeddedActiveMQ broker) {
        this.handover = handover;
        this.broker = broker;
    }

    /** Those of events: the audit's others, which say how deliveries ended, are left out. */
    List<JsonNode> of(String destination) throws Exception {
        return events(list(handover.manage("/actuator/deadletters/" + destination).path(destination)));
    }

    /** Waits until the destination has so many. */
    List<JsonNode> await(String destination, int count) throws Exception {
        patiently(count + " dead letters of " + destination).untilAsserted(() -> assertThat(of(destination)).hasSize(count));
        return of(destination);
    }

    /** Those of an event, each with the event. */
    List<JsonNode> shown(String destination, String eventID) throws Exception {
        return events(list(handover.manage("/actuator/deadletters/" + destination + "/" + eventID)));
    }

    /** Replays those at {@code DEST} or {@code DEST/ID}, and answers how many Handover says there were. */
    int replay(String path) throws Exception {
        HttpResponse<String> answer = handover.manage("POST", "/actuator/deadletters/" + path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("replayed").asInt(-1);
    }

    /** Waits until everything is delivered or given up. */
    void awaitIdle() {
        patiently("no deliveries").untilAsserted(() -> {
            assertThat(handover.queued("transfers")).isZero();
            assertThat(DESTINATIONS).allSatisfy(name -> assertThat(handover.queued("transfers." + name)).as(name).isZero());
        });
    }

    /** Leaves none for the next test. */
    void burn() throws Exception {
        for (String destination : DESTINATIONS) {
            Queue letters = broker.getActiveMQServer().locateQueue("dead.transfers." + destination);
            if (letters != null) {
                letters.deleteAllReferences();
            }
        }
    }

    private static List<JsonNode> events(List<JsonNode> letters) {
        return letters.stream().filter(letter -> !letter.has("kind")).toList();
    }

    private static List<JsonNode> list(JsonNode letters) {
        return StreamSupport.stream(letters.spliterator(), false).toList();
    }

    private static ConditionFactory patiently(String what) {
        return Awaitility.await(what).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
    }
}
