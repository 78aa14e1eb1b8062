package dev.handover;

import static dev.handover.Envelopes.assertDenied;
import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handover.command.HandoverCommand;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.CamelContext;
import org.apache.camel.StatefulService;
import org.apache.camel.SuspendableService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a good edit of the files of routes does while Handover runs. */
@EditingRoutes
@ExtendWith(OutputCaptureExtension.class)
class ReloadTest {

    private static final String CRM = "destinations/crm.camel.yaml";

    @Autowired
    private Running handover;

    @Autowired
    private RouteFolder folder;

    @Autowired
    private SlackStub crm;

    @Autowired
    private EmbeddedActiveMQ broker;

    @Autowired
    private CamelContext camel;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private ListableBeanFactory beans;

    private Reloads reloads;
    private final String group = Callbacks.newGroup();

    @BeforeEach
    void opensTheEditor() {
        reloads = new Reloads(handover, folder);
        reloads.restore();
        crm.posts().clear();
    }

    @AfterEach
    void isAsItWas() throws Exception {
        crm.release();
        crm.behave();
        reloads.restore();
        new DeadLetterBox(handover, broker).burn();
    }

    @Test
    void addsADestinationThatDelivers() throws Exception {
        long load = reloads.load();
        add("one");
        assertThat(reloads.load()).isGreaterThan(load);
        assertThat(reloads.routes().path("files").has(CRM)).isTrue();
        send();
        handover.eventually(() -> assertThat(posted()).hasSize(1));
        assertThat(posted().get(0)).startsWith("{\"text\": \"one " + group).contains("\"groupID\":\"" + group + "\"");
        assertThat(handover.manage("/actuator/health").at("/components/destinations/details").has("crm")).isTrue();
    }

    @Test
    void givesADestinationRetriesAndDeadLettersByItsNameAlone() throws Exception {
        add("one");
        crm.answerNext(503, Map.of(), "");
        handover.awaitFirstFailed("crm", send(), "server-error");
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

    @Test
    void triesAgainWhenAnAnswerIsTooLong() throws Exception {
        add("one");
        crm.answerNext(200, Map.of(), "x".repeat(1024 * 1024 + 1));
        handover.awaitFirstFailed("crm", send(), "server-error: AnswerTooLong: The answer is longer than 1048576 bytes)");
        handover.eventually(() -> assertThat(crm.posts()).extracting(SlackStub.Post::taken).containsExactly(false, true));
        crm.answerNext(200, Map.of("X-Long", "x".repeat(16 * 1024)), "");
        handover.awaitFirstFailed("crm", send(), "connection");
        handover.eventually(() -> assertThat(crm.posts()).extracting(SlackStub.Post::taken).containsExactly(false, true, false, true));
    }

    @Test
    void leavesWhatItsTrialSharesRunning() throws Exception {
        reloads.take(() -> folder.replace("destinations/email.camel.yaml", "concurrentConsumers: 4", "concurrentConsumers: 3"));
        assertThat(stopped()).isEmpty();
        reloads.refuse(
                () -> folder.replace("destinations/email.camel.yaml", "concurrentConsumers: 3", "concurrentConsumer: 3"),
                "has no option concurrentConsumer.");
        assertThat(stopped()).isEmpty();
    }

    /** Camel's services among the beans that do not run. */
    private List<String> stopped() {
        return beans.getBeansOfType(StatefulService.class, false, false).entrySet().stream()
                .filter(bean -> bean.getValue().isStopped())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Test
    void takesUpWhatEditorsRenameLinksThatTurnAndTemplates() throws Exception {
        add("one");
        reloads.take(() -> {
            Path edited = Files.writeString(folder.file("destinations/.crm.camel.yaml.swp"), RouteFolder.crm("renamed"));
            Files.move(edited, folder.file(CRM), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        });
        assertThat(sent()).startsWith("{\"text\": \"renamed ");
        Path linked = Files.createTempDirectory("handover-linked");
        reloads.take(() -> {
            Files.writeString(linked.resolve("1"), RouteFolder.crm("linked"));
            Files.writeString(linked.resolve("2"), RouteFolder.crm("turned <#include 'crm.ftl'>"));
            Files.delete(folder.file(CRM));
            Files.createSymbolicLink(folder.file(CRM), linked.resolve("1"));
        });
        assertThat(sent()).startsWith("{\"text\": \"linked ");
        reloads.take(() -> {
            folder.write("templates/crm.ftl", "and tells");
            Path next = Files.createSymbolicLink(folder.file("destinations/next"), linked.resolve("2"));
            Files.move(next, folder.file(CRM), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        });
        assertThat(sent()).startsWith("{\"text\": \"turned and tells ");
        reloads.take(() -> folder.write("templates/crm.ftl", "and says"));
        assertThat(sent()).startsWith("{\"text\": \"turned and says ");
    }

    @Test
    void keepsTheEventsOfADestinationThatIsRemovedUntilTheyAreDroppedKnowingly(CapturedOutput output) throws Exception {
        add("one");
        crm.answerAlways(503, "");
        handover.awaitFirstFailed("crm", send(), "server-error");
        reloads.take(this::remove);
        handover.awaitLogged("crm: removed; 1 events and 0 dead letters stay on its queue. To discard them: destinations drop crm");
        crm.behave();
        crm.posts().clear();
        assertThat(run("list")).isZero();
        assertThat(output.getOut()).contains("crm (no route): waiting 1, dead letters 0\n", "slack: waiting ");
        add("two");
        handover.eventually(() -> assertThat(posted()).hasSize(1));
        assertThat(posted().get(0)).startsWith("{\"text\": \"two ");

        crm.answerAlways(503, "");
        send();
        handover.eventually(() -> assertThat(crm.posts()).hasSizeGreaterThan(1));
        assertThat(run("drop", "crm")).isEqualTo(1);
        assertThat(output.getErr()).endsWith("Remove crm from the routes of every instance first.\n");
        reloads.take(this::remove);
        assertThat(run("drop", "crm")).isZero();
        assertThat(output.getOut()).contains("discarded: events 1, dead letters 0\n");
        assertThat(handover.queued("transfers.crm")).isZero();
        assertThat(run("drop", "nonesuch")).isEqualTo(1);
        assertThat(output.getErr()).endsWith("There is no queue of a destination of that name.\n");
    }

    @Test
    void countsWhatAFilterLetsGoByAsFiltered() throws Exception {
        double filtered = count("filtered");
        double delivered = count("delivered");
        reloads.take(() -> folder.write(CRM, RouteFolder.filteringCrm(group)).branch("crm"));
        send();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(Callbacks.newGroup()))));
        handover.eventually(() -> assertThat(posted()).hasSize(1));
        handover.eventually(() -> assertThat(count("filtered") - filtered).isEqualTo(1));
        handover.eventually(() -> assertThat(count("delivered") - delivered).isEqualTo(1));
        assertThat(crm.posts()).hasSize(1);
    }

    @Test
    void letsWhatIsUnderWayEndAsItBegan() throws Exception {
        add("one");
        crm.hold();
        send();
        handover.eventually(() -> assertThat(crm.held()).isEqualTo(1));
        folder.write(CRM, RouteFolder.crm("two"));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(((SuspendableService) camel.getRoute("crm").getConsumer()).isSuspended()).isTrue());
        send();
        crm.release();
        reloads.awaitInForce();
        handover.eventually(() -> assertThat(posted()).hasSize(2));
        assertThat(posted().get(0)).startsWith("{\"text\": \"one ");
        assertThat(posted().get(1)).startsWith("{\"text\": \"two ");
    }

    @Test
    void takesCallbacksWhileTheFanOutChanges() throws Exception {
        long load = reloads.load();
        List<SteadyLoad.Stored> stored;
        try (SteadyLoad sending = new SteadyLoad(handover, 50)) {
            for (int i = 0; i < 3; i++) {
                add("one");
                reloads.take(this::remove);
            }
            stored = sending.end();
        }
        assertThat(reloads.load()).isEqualTo(load + 6);
        long slowest = stored.stream().mapToLong(SteadyLoad.Stored::millis).max().orElseThrow();
        System.out.println("Callbacks while the fan-out changed: " + stored.size() + ", the slowest answer after " + slowest + " ms");
        assertThat(slowest).as("OpenIM waits 5 s").isLessThan(4000);
        awaitDelivered(stored);
    }

    @Test
    void takesCallbacksWhileTheirOwnRouteChanges() throws Exception {
        String rules = "              - ref:\n                  expression: denyRules\n";
        String frozen = """
                              - simple: ${body.groupID} startsWith 'frozen-'
                                steps:
                                  - to:
                                      uri: direct:deny
                """;
        // Enough for several to come while a route is held.
        List<SteadyLoad> senders = Stream.generate(() -> new SteadyLoad(handover, 20)).limit(8).toList();
        List<SteadyLoad.Stored> stored = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                reloads.take(() -> folder.replace("callback.camel.yaml", rules, frozen + rules));
                assertDenied(handover.send(RawRequest.callback(Callbacks.body("frozen-" + group))));
                reloads.take(() -> folder.replace("callback.camel.yaml", frozen, ""));
                assertStored(handover.send(RawRequest.callback(Callbacks.body("frozen-" + Callbacks.newGroup()))));
            }
            for (SteadyLoad sender : senders) {
                stored.addAll(sender.end());
            }
        } finally {
            for (SteadyLoad sender : senders) {
                sender.close();
            }
        }
        assertThat(stored).hasSizeGreaterThan(200);
        long slowest = stored.stream().mapToLong(SteadyLoad.Stored::millis).max().orElseThrow();
        assertThat(slowest).as("OpenIM waits 5 s").isLessThan(4000);
        awaitDelivered(stored);
    }

    /** However many there are. */
    private void awaitDelivered(List<SteadyLoad.Stored> stored) {
        List<String> groups = stored.stream().map(SteadyLoad.Stored::group).toList();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(audited()).containsAll(groups));
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(handover.queued("transfers.email")).isZero());
    }

    private List<String> audited() {
        return handover.audited().stream().map(line -> line.path("groupID").asText()).toList();
    }

    private void add(String word) throws Exception {
        reloads.take(() -> folder.write(CRM, RouteFolder.crm(word)).branch("crm"));
    }

    private void remove() {
        folder.withoutBranch("crm").delete(CRM);
    }

    /** @return its operationID */
    private String send() {
        RawRequest request = RawRequest.callback(Callbacks.body(group));
        assertStored(handover.send(request));
        return request.operationID();
    }

    /** What the next event is sent as. */
    private String sent() {
        int before = posted().size();
        send();
        handover.eventually(() -> assertThat(posted()).hasSize(before + 1));
        return posted().get(before);
    }

    private List<String> posted() {
        return crm.posts().stream().filter(post -> post.status() == 200 && post.body().contains(group)).map(SlackStub.Post::body).toList();
    }

    private double count(String outcome) {
        return meters.counter("handover.deliveries", "destination", "crm", "outcome", outcome).count();
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "destinations";
        all[1] = "--url";
        all[2] = handover.managementUrl();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return HandoverCommand.execute(all);
    }
}
