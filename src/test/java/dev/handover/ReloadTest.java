package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What an edit of the files of routes does while Handover runs. */
@EditingRoutes
class ReloadTest {

    private static final String CRM = """
            # The destination "crm".
            - route:
                id: crm
                description: Posts each event to the CRM.
                from:
                  uri: jms:transfers.crm
                  steps:
                    - setBody:
                        language:
                          language: json-template
                          expression: '{"text": "${groupID} now belongs to ${newOwnerUserID}", "event": ${eventJSON}}'
                    - to:
                        uri: "{{CRM_URL}}"
                        parameters:
                          httpMethod: POST
            """;

    @Autowired
    private Running handover;

    @Autowired
    private RouteFolder folder;

    @Autowired
    private SlackStub crm;

    @Autowired
    private CamelContext camel;

    @Autowired
    private EmbeddedActiveMQ broker;

    private final String group = Callbacks.newGroup();

    @BeforeEach
    @AfterEach
    void isAsItWas() throws Exception {
        crm.behave();
        crm.posts().clear();
        for (String name : List.of("callback.camel.yaml", "delivery.camel.yaml", "other-callbacks.camel.yaml", "destinations/audit.camel.yaml", "destinations/slack.camel.yaml")) {
            folder.write(name, Files.readString(Path.of("routes", name)));
        }
        Files.deleteIfExists(folder.file("destinations/crm.camel.yaml"));
        folder.write("templates/slack.en.json.ftl", Files.readString(Path.of("routes/templates/slack.en.json.ftl")));
        handover.eventually(() -> assertThat(routes().has("refused")).isFalse());
        handover.eventually(() -> assertThat(camel.getRoute("crm")).isNull());
        new DeadLetterBox(handover, broker).burn();
    }

    @Test
    void addsADestinationThatDelivers() throws Exception {
        long load = routes().path("load").asLong();
        add();
        assertThat(routes().path("load").asLong()).isGreaterThan(load);
        assertThat(routes().path("files").has("destinations/crm.camel.yaml")).isTrue();
        send();
        handover.eventually(() -> assertThat(posted()).hasSize(1));
        assertThat(posted().get(0)).contains("\"groupID\":\"" + group + "\"").startsWith("{\"text\": \"" + group);
        assertThat(handover.manage("/actuator/health").at("/components/destinations/details").has("crm")).isTrue();
    }

    @Test
    void givesADestinationRetriesAndDeadLettersByItsNameAlone() throws Exception {
        add();
        crm.answerNext(503, Map.of(), "");
        send();
        handover.awaitLogged("crm: attempt 1 for event");
        handover.eventually(() -> assertThat(posted()).hasSize(1));
        crm.answerNext(400, Map.of(), "no " + EditingRoutes.CRM_SECRET);
        send();
        DeadLetterBox letters = new DeadLetterBox(handover, broker);
        JsonNode letter = letters.await("crm", 1).get(0);
        assertThat(letter.path("reason").asText()).isEqualTo("rejected");
        assertThat(letter.toString()).doesNotContain(EditingRoutes.CRM_SECRET);
        assertThat(letters.replay("crm")).isEqualTo(1);
        handover.eventually(() -> assertThat(posted()).hasSize(2));
        assertThat(crm.posts()).allSatisfy(post -> assertThat(post.headers())
                .doesNotContainKeys("JMSMessageID", "attempts", "eventID", "facts", "destination"));
    }

    private JsonNode routes() throws IOException, InterruptedException {
        return handover.manage("/actuator/routes");
    }

    private void add() {
        folder.write("destinations/crm.camel.yaml", CRM).branch("crm");
        handover.eventually(() -> assertThat(camel.getRoute("crm")).isNotNull());
        handover.eventually(() -> assertThat(routes().has("refused")).isFalse());
    }

    private void send() {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
    }

    private List<String> posted() {
        return crm.posts().stream().filter(post -> post.status() == 200 && post.body().contains(group)).map(SlackStub.Post::body).toList();
    }
}
