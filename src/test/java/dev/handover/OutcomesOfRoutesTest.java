package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the audit tells of routes of one's own, however they end. */
@EditingRoutes
class OutcomesOfRoutesTest {

    private static final String CRM = """
            # The destination "crm".
            - route:
                id: crm
                description: Posts some events to the CRM.
                from:
                  uri: jms:transfers.crm
                  steps:
                    - filter:
                        simple: ${exchangeProperty.event.newOwnerUserID} != 'filtered'
                        steps:
                          - choice:
                              when:
                                - simple: ${exchangeProperty.event.newOwnerUserID} == 'stopped'
                                  steps:
                                    - stop: {}
                          - doTry:
                              steps:
                                - to: {uri: "{{CRM_URL}}", parameters: {httpMethod: POST}}
                              doCatch:
                                - exception: [org.apache.camel.http.base.HttpOperationFailedException]
                                  onWhen: {simple: "${exchangeProperty.event.newOwnerUserID} == 'caught'"}
                                  steps:
                                    - log: {message: caught}
                                - exception: [java.lang.Exception]
                                  steps:
                                    - throwException: {exceptionType: java.lang.IllegalStateException, message: again}
                          - choice:
                              when:
                                - simple: ${exchangeProperty.event.newOwnerUserID} == 'stopped-after'
                                  steps:
                                    - stop: {}
            """;

    @Autowired
    private Running handover;

    @Autowired
    private RouteFolder folder;

    @Autowired
    private SlackStub crm;

    @Autowired
    private EmbeddedActiveMQ broker;

    private Reloads reloads;
    private final String group = Callbacks.newGroup();

    @BeforeEach
    void opensTheEditor() {
        reloads = new Reloads(handover, folder);
    }

    @AfterEach
    void isAsItWas() throws Exception {
        crm.behave();
        reloads.restore();
        handover.manage("DELETE", "/actuator/destinations/crm");
        new DeadLetterBox(handover, broker).burn();
    }

    @Test
    void areDeliveredOrFilteredHoweverTheRouteEnds() throws Exception {
        add();
        for (String owner : List.of("taken", "filtered", "stopped", "stopped-after")) {
            send(owner);
        }
        assertOutcome("taken", "delivered");
        assertOutcome("filtered", "filtered");
        assertOutcome("stopped", "filtered");
        assertOutcome("stopped-after", "delivered");
        crm.answerAlways(400, "no");
        send("caught");
        assertOutcome("caught", "delivered");
    }

    @Test
    void areDroppedWhenWhatARemovedDestinationLeftIsDiscarded() throws Exception {
        add();
        crm.answerAlways(500, "later");
        send("waits");
        handover.awaitLogged("crm: attempt 1 for event " + id("waits"));
        remove();
        assertThat(handover.manage("/actuator/destinations").at("/crm/routed").asBoolean(true)).isFalse();

        assertThat(handover.manage("DELETE", "/actuator/destinations/crm").body()).isEqualTo("{\"waiting\":1,\"dead\":0}");
        assertOutcome("waits", "dropped");
        assertThat(handover.queued("transfers.crm")).isZero();
        handover.assertAuditIsWhole();
    }

    private void add() throws Exception {
        reloads.take(() -> folder.write("destinations/crm.camel.yaml", CRM).branch("crm"));
    }

    private void remove() throws Exception {
        reloads.take(() -> folder.withoutBranch("crm").delete("destinations/crm.camel.yaml"));
    }

    private void send(String newOwner) {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group, "userOld123", newOwner))));
    }

    private String id(String newOwner) {
        handover.eventually(() -> assertThat(accepted(newOwner)).hasSize(1));
        return accepted(newOwner).get(0).path("id").asText();
    }

    private List<JsonNode> accepted(String newOwner) {
        return handover.audited(group).stream().filter(line -> line.path("newOwnerUserID").asText().equals(newOwner)).toList();
    }

    private void assertOutcome(String newOwner, String kind) {
        String id = id(newOwner);
        handover.eventually(() -> assertThat(handover.audited().stream()
                        .filter(line -> line.path("id").asText().equals(id) && line.path("destination").asText().equals("crm"))
                        .map(line -> line.path("event").asText()))
                .as(newOwner)
                .containsExactly(kind));
    }
}
