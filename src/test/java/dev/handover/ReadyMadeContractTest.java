package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The contract of all destinations, for the ready-made ones: each event meets all of them at the same time. */
@ReadyMade
@ExtendWith(OutputCaptureExtension.class)
class ReadyMadeContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEW_OWNER = "userNew456";
    private static final String HOSTILE = "evil\"'\\ \n\r\t`\u202E\u0000 @everyone <!channel> <@U1> **b** _i_ ](https://evil.example) [x] "
            + "${7*7} {{user}} #{1} <at>all</at> <script> & {\"a\": 1}";

    @Autowired
    private Running handover;

    @Autowired
    private EmbeddedActiveMQ broker;

    @Autowired
    private ReceiversUnderTest receivers;

    @Autowired
    private OpenIMStub openim;

    private DeadLetterBox letters;

    @BeforeEach
    void opensTheLetters() {
        letters = new DeadLetterBox(handover, broker);
    }

    @AfterEach
    void recovers() throws Exception {
        receivers.all().forEach(DestinationUnderTest::recover);
        for (DestinationUnderTest each : receivers.all()) {
            letters.replay(each.name());
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(receivers.all())
                .allSatisfy(each -> assertThat(handover.queued("transfers." + each.name())).as(each.name()).isZero()));
    }

    @Test
    void deliver() {
        String id = send(Callbacks.newGroup());
        awaitArrived(id);
        receivers.overHttp().forEach(HttpReceiver::check);
        assertThat(((SyslogUnderTest) destination("syslog")).about(id)).singleElement().satisfies(line -> {
            assertThat(line.priority()).as("log audit, alert").isEqualTo(13 * 8 + 1);
            assertThat(line.messageID()).isEqualTo("transfer");
            assertThat(line.text()).contains(NEW_OWNER);
        });
        assertThat(((PostgresUnderTest) destination("sql")).rows(id)).singleElement().satisfies(row -> {
            assertThat(row.get(1)).isEqualTo(NEW_OWNER);
            assertThat(row.get(2)).isEqualTo("contradicted");
        });
        assertThat(((KafkaUnderTest) destination("kafka")).about(id)).isNotEmpty().allSatisfy(record -> {
            JsonNode event = JSON.readTree(record.value());
            assertThat(event.path("id").asText()).isEqualTo(id);
            assertThat(record.key()).isEqualTo(event.path("groupID").asText());
            assertThat(record.headers()).isEmpty();
        });
    }

    @Test
    void retryAFailureThatMayPass() {
        receivers.all().forEach(DestinationUnderTest::failForNow);
        String id = send(Callbacks.newGroup());
        receivers.all().forEach(each -> handover.awaitLogged(each.name() + ": attempt 1 for event " + id));
        receivers.all().forEach(DestinationUnderTest::recover);
        replayUntilArrived(id);
    }

    @Test
    void giveUpARefusalAtOnceAndAreReplayed() throws Exception {
        List<DestinationUnderTest> refusing = receivers.all().stream().filter(DestinationUnderTest::refuse).toList();
        assertThat(refusing).hasSize(10);
        String id = send(Callbacks.newGroup());
        for (DestinationUnderTest each : refusing) {
            JsonNode letter = letters.await(each.name(), 1).get(0);
            assertThat(letter.path("reason").asText()).as(each.name()).isEqualTo("rejected");
            assertThat(letter.path("attempts").asInt()).as(each.name()).isEqualTo(1);
            assertThat(each.arrived(id)).as(each.name()).isZero();
        }
        for (DestinationUnderTest each : refusing) {
            each.recover();
            assertThat(letters.replay(each.name() + "/" + id)).as(each.name()).isEqualTo(1);
        }
        awaitArrived(id);
        for (DestinationUnderTest each : refusing) {
            assertThat(letters.of(each.name())).as(each.name()).isEmpty();
        }
    }

    @Test
    void giveUpAfterTheAttemptsAndLeakNoSecret(CapturedOutput output) throws Exception {
        receivers.all().forEach(DestinationUnderTest::failForNow);
        String id = send(Callbacks.newGroup());
        for (DestinationUnderTest each : receivers.all()) {
            JsonNode letter = letters.await(each.name(), 1).get(0);
            assertThat(letter.path("attempts").asInt()).as(each.name()).isEqualTo(ReadyMade.ATTEMPTS);
            assertThat(letter.path("reason").asText()).as(each.name()).isIn(reasons(each.name()));
            assertThat(letters.shown(each.name(), id).toString()).as(each.name()).contains(id).doesNotContain(ReceiversUnderTest.SECRET);
            assertThat(each.arrived(id)).as(each.name()).isZero();
        }
        assertThat(output.getAll()).contains("discord: attempt 1 for event " + id).doesNotContain(ReceiversUnderTest.SECRET);
        for (String page : List.of("", "/deadletters", "/destinations", "/routes", "/health", "/info", "/prometheus")) {
            assertThat(handover.manage("GET", "/actuator" + page).body()).as(page).isNotEmpty().doesNotContain(ReceiversUnderTest.SECRET);
        }
        assertThat(handover.audited().toString()).doesNotContain(ReceiversUnderTest.SECRET);
    }

    @Test
    void takeHostileInput() {
        openim.user("evil old", HOSTILE).user(NEW_OWNER, HOSTILE);
        List<String> groups = List.of(HOSTILE + Callbacks.newGroup(), "群".repeat(256), "\u202E".repeat(256), "x`\"\\]".repeat(50));
        List<String> ids = groups.stream().map(this::send).toList();
        ids.forEach(this::awaitArrived);
        receivers.overHttp().forEach(HttpReceiver::check);
        assertThat(((SyslogUnderTest) destination("syslog")).refused()).isEmpty();
        for (int i = 0; i < groups.size(); i++) {
            String id = ids.get(i);
            assertThat(((KafkaUnderTest) destination("kafka")).about(id)).extracting(record -> record.key()).containsOnly(groups.get(i));
            String shown = ((PostgresUnderTest) destination("sql")).rows(id).get(0).get(0);
            assertThat(shown).doesNotContain("\u202E", "\u0000", "\n");
            assertThat(((SyslogUnderTest) destination("syslog")).about(id).get(0).data().get("groupID")).isEqualTo(shown);
        }
    }

    @Test
    void waitAsLongAsTheReceiverSays() {
        List<String> headers = List.of("webhook", "discord", "mattermost", "teams", "pagerduty");
        headers.forEach(name -> receivers.overHttp(name).server().answerNext(429, Map.of("Retry-After", "1"), "{\"retry_after\": 0.9}"));
        receivers.overHttp("telegram").server().answerNext(
                429, Map.of(), "{\"ok\": false, \"error_code\": 429, \"description\": \"Too Many Requests\", \"parameters\": {\"retry_after\": 1}}");
        String id = send(Callbacks.newGroup());
        awaitArrived(id);
        for (String name : List.of("webhook", "discord", "mattermost", "teams", "pagerduty", "telegram")) {
            List<SlackStub.Post> posts = receivers.overHttp(name).about(id);
            assertThat(posts).as(name).hasSize(2);
            assertThat(posts.get(1).nanoTime() - posts.get(0).nanoTime()).as(name).isGreaterThan(Duration.ofMillis(900).toNanos());
        }
    }

    @Test
    void letNoReceiverWriteIntoTheAudit() {
        HttpReceiver webhook = receivers.overHttp("webhook");
        webhook.server().answerNext(204, Map.of("Recipients", "2", "Replays", "x", "Recipient", "y", "Attempt", "z"), "");
        String id = send(Callbacks.newGroup());
        handover.eventually(() -> assertThat(audited(id, "webhook")).singleElement().satisfies(line -> {
            assertThat(line.path("event").asText()).isEqualTo("delivered");
            assertThat(line.path("attempts").asInt()).isEqualTo(1);
            assertThat(line.fieldNames()).toIterable().doesNotContain("recipient", "recipients", "replay");
        }));
        assertThat(webhook.about(id)).hasSize(1);
    }

    @Test
    void wakeNobodyForWhatIsConfirmed() throws Exception {
        String counted = "handover_deliveries_total{destination=\"pagerduty\",outcome=\"filtered\"} ";
        String group = Callbacks.newGroup();
        openim.group(group, "Design", NEW_OWNER + ":100:Ming");
        String id = sendAbout(group);
        handover.eventually(() -> assertThat(handover.manage("GET", "/actuator/prometheus").body()).contains(counted + "1.0"));
        assertThat(receivers.overHttp("pagerduty").about(id)).isEmpty();
        handover.eventually(() -> assertThat(destination("sql").arrived(id)).isEqualTo(1));
    }

    /** What the machine's connections, a database and Kafka's producer say is theirs. */
    private static String[] reasons(String name) {
        return switch (name) {
            case "syslog" -> new String[] {"connection"};
            case "kafka" -> new String[] {"unexpected"};
            default -> new String[] {"server-error", "rate-limited"};
        };
    }

    /** Sends an event that OpenIM contradicts, and answers its id. */
    private String send(String group) {
        openim.group(group, "Design " + HOSTILE, "somebody:100:evil", NEW_OWNER + ":20:" + HOSTILE);
        return sendAbout(group);
    }

    private String sendAbout(String group) {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group, "evil old", NEW_OWNER))));
        handover.eventually(() -> assertThat(handover.audited(group)).isNotEmpty());
        return handover.audited(group).get(0).path("id").asText();
    }

    /** How its deliveries there ended. */
    private List<JsonNode> audited(String id, String destination) {
        return handover.audited().stream()
                .filter(line -> line.path("id").asText().equals(id) && line.path("destination").asText().equals(destination))
                .toList();
    }

    private void awaitArrived(String id) {
        receivers.all().forEach(each -> await(each.name() + " has " + id).atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(each.arrived(id)).as(each.name()).isEqualTo(1)));
    }

    /** On a busy machine all attempts may be used up before the receivers are back. */
    private void replayUntilArrived(String id) {
        receivers.all().forEach(each -> await(each.name() + " has " + id).atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            letters.replay(each.name());
            assertThat(each.arrived(id)).as(each.name()).isEqualTo(1);
        }));
    }

    private DestinationUnderTest destination(String name) {
        return receivers.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }
}
