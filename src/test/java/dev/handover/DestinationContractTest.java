package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.core.JmsTemplate;

/** What every destination does, whatever happens at its other end. */
@Impatient
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DestinationContractTest {

    private static final String[] SECRETS = {Impatient.MAIL_PASSWORD, Impatient.SLACK_SECRET, Impatient.BACKEND_SECRET};
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    private Running handover;

    @Autowired
    private EmbeddedActiveMQ broker;

    @Autowired
    private ScriptedSmtp smtp;

    @Autowired
    @Qualifier("slackStub")
    private SlackStub slack;

    @Autowired
    @Qualifier("backendStub")
    private SlackStub backend;

    @Autowired
    private JmsTemplate jms;

    private DeadLetterBox letters;

    @ParameterizedTest(name = "{0}")
    @MethodSource("destinations")
    @Retention(RetentionPolicy.RUNTIME)
    @interface EachDestination {}

    Stream<DestinationUnderTest> destinations() {
        return Stream.of(
                new DestinationsUnderTest.Audit(handover),
                new DestinationsUnderTest.Email(smtp),
                new DestinationsUnderTest.Http("slack", slack, 500, 404),
                new DestinationsUnderTest.Http("app-backend", backend, 503, 400));
    }

    @BeforeEach
    void opensTheLetters() {
        letters = new DeadLetterBox(handover, broker);
        // The first look at the log takes a second on a busy machine, in which attempts are used up.
        handover.awaitLogged("audit: writes to");
    }

    @AfterEach
    void recovers() throws Exception {
        destinations().forEach(DestinationUnderTest::recover);
        letters.awaitIdle();
        letters.burn();
    }

    @EachDestination
    void delivers(DestinationUnderTest destination) throws Exception {
        String group = send(Callbacks.newGroup());
        awaitArrived(destination, group);
        letters.awaitIdle();
        assertThat(destination.arrived(group)).isEqualTo(destination.copies());
        assertThat(letters.of(destination.name())).isEmpty();
    }

    @EachDestination
    void retriesAFailureThatMayPass(DestinationUnderTest destination) throws Exception {
        String group = sendUntilItFails(destination);
        // Another one where all attempts were over before the failure was: a busy machine may be slow to end it.
        for (int i = 0; i < 4 && !letters.of(destination.name()).isEmpty(); i++) {
            letters.burn();
            group = sendUntilItFails(destination);
        }
        awaitArrived(destination, group);
        letters.awaitIdle();
        assertThat(destination.arrived(group)).isEqualTo(destination.copies());
        assertThat(letters.of(destination.name())).isEmpty();
    }

    @EachDestination
    void givesUpAFailureThatDoesNotPass(DestinationUnderTest destination) throws Exception {
        destination.failForNow();
        String group = send(Callbacks.newGroup());
        for (JsonNode letter : letters.await(destination.name(), destination.copies())) {
            assertThat(letter.path("reason").asText()).isIn("io", "server-error");
            assertThat(letter.path("failure").asText()).isNotBlank();
            assertThat(letter.path("attempts").asInt()).isEqualTo(Impatient.ATTEMPTS);
            assertThat(letter.path("event").isMissingNode()).as("the event in a list").isTrue();
            assertGrowingDelays(destination, letter);
            assertThat(letters.shown(destination.name(), letter.path("eventID").asText()))
                    .hasSize(destination.copies())
                    .allSatisfy(shown -> assertThat(shown.path("event").path("groupID").asText()).isEqualTo(group));
        }
        assertThat(destination.arrived(group)).isZero();
    }

    @EachDestination
    void givesUpARefusalAtOnce(DestinationUnderTest destination) throws Exception {
        assumeTrue(destination.refuse(), "nothing can refuse");
        String group = send(Callbacks.newGroup());
        for (JsonNode letter : letters.await(destination.name(), destination.copies())) {
            assertThat(letter.path("reason").asText()).isEqualTo("rejected");
            assertThat(letter.path("attempts").asInt()).isEqualTo(1);
            assertThat(letter.path("firstAttempt").asText()).isEqualTo(letter.path("lastAttempt").asText());
        }
        assertThat(destination.arrived(group)).isZero();
    }

    @EachDestination
    void isReplayedOneOrAll(DestinationUnderTest destination) throws Exception {
        destination.failForNow();
        List<String> groups = IntStream.range(0, 3).mapToObj(i -> send(Callbacks.newGroup())).toList();
        List<JsonNode> given = letters.await(destination.name(), 3 * destination.copies());
        letters.awaitIdle();
        destination.recover();

        JsonNode one = given.get(given.size() - 1);
        assertReplayed(destination, letters.replay(destination.name() + "/" + one.path("eventID").asText()), 1);
        letters.awaitIdle();
        assertThat(letters.of(destination.name())).hasSize(2 * destination.copies()).doesNotContain(one);
        assertReplayed(destination, letters.replay(destination.name()), 2);
        letters.awaitIdle();
        assertThat(letters.of(destination.name())).isEmpty();
        assertThat(groups).allSatisfy(group -> assertThat(destination.arrived(group)).isEqualTo(destination.copies()));
        assertThat(letters.replay(destination.name())).isZero();
    }

    @EachDestination
    void isADeadLetterAgainWhenTheReplayFailsAgain(DestinationUnderTest destination) throws Exception {
        destination.failForNow();
        send(Callbacks.newGroup());
        List<JsonNode> first = letters.await(destination.name(), destination.copies());
        letters.awaitIdle();
        assertReplayed(destination, letters.replay(destination.name()), 1);
        letters.awaitIdle();
        List<JsonNode> second = letters.await(destination.name(), destination.copies());
        assertThat(second).extracting(letter -> letter.path("attempts").asInt()).containsOnly(Impatient.ATTEMPTS);
        assertThat(ids(second)).isEqualTo(ids(first));
        assertThat(Instant.parse(second.get(0).path("firstAttempt").asText()))
                .isAfter(Instant.parse(first.get(0).path("lastAttempt").asText()));
    }

    @EachDestination
    void leaksNoSecret(DestinationUnderTest destination, CapturedOutput output) throws Exception {
        destination.failForNow();
        send(Callbacks.newGroup());
        letters.await(destination.name(), destination.copies());
        if (destination.refuse()) {
            send(Callbacks.newGroup());
            letters.await(destination.name(), 2 * destination.copies());
        }
        assertThat(output.getAll()).contains(destination.name() + ": attempt " + Impatient.ATTEMPTS + " for event").doesNotContain(SECRETS);
        for (String path : List.of("/deadletters", "/health", "/info", "/prometheus", "")) {
            assertThat(handover.manage("GET", "/actuator" + path).body()).as(path).doesNotContain(SECRETS);
        }
        for (JsonNode letter : letters.of(destination.name())) {
            assertThat(letters.shown(destination.name(), letter.path("eventID").asText()).toString()).doesNotContain(SECRETS);
        }
        destination.recover();
        assertThat(handover.audited().toString()).doesNotContain(SECRETS);
    }

    @EachDestination
    void takesHostileInput(DestinationUnderTest destination) throws Exception {
        String group = Callbacks.newGroup();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(
                group, "${body} {{user}} #{7*7} <!channel> \r\nBcc: evil@example.org\r\n.\r\n", "\u202E😀\u0000\u0007\"\\</script>"))));
        awaitArrived(destination, group);
        letters.awaitIdle();
        assertThat(letters.of(destination.name())).isEmpty();
    }

    @EachDestination
    void givesUpWhatIsNoEventAndGoesOn(DestinationUnderTest destination) throws Exception {
        jms.convertAndSend("transfers." + destination.name(), "no event", message -> {
            message.setStringProperty("eventID", "00000000-0000-7000-8000-000000000000");
            message.setStringProperty("recipient", "ann@example.org");
            return message;
        });
        JsonNode letter = letters.await(destination.name(), 1).get(0);
        assertThat(letter.path("reason").asText()).isEqualTo("unreadable");
        assertThat(letter.path("attempts").asInt()).isEqualTo(1);
        awaitArrived(destination, send(Callbacks.newGroup()));
    }

    @EachDestination
    void costsTheOthersNothingWhenItIsDown(DestinationUnderTest destination) throws Exception {
        destination.failForNow();
        long start = System.nanoTime();
        List<String> groups = IntStream.range(0, 10).mapToObj(i -> send(Callbacks.newGroup())).toList();
        for (DestinationUnderTest other : destinations().toList()) {
            if (!other.name().equals(destination.name())) {
                groups.forEach(group -> awaitArrived(other, group));
            }
        }
        // Were its attempts waited for, one event after the other, it would be 11 s and more.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(groups).allSatisfy(group -> assertThat(destination.arrived(group)).isZero());
    }

    /** The audit has lines about deliveries besides. */
    private static void assertReplayed(DestinationUnderTest destination, int replayed, int events) {
        if (destination.name().equals("audit")) {
            assertThat(replayed).isGreaterThanOrEqualTo(events);
        } else {
            assertThat(replayed).isEqualTo(events * destination.copies());
        }
    }

    /** From the dead letter and the log, where several recipients have lines alike. */
    private void assertGrowingDelays(DestinationUnderTest destination, JsonNode letter) {
        Instant first = Instant.parse(letter.path("firstAttempt").asText());
        Instant last = Instant.parse(letter.path("lastAttempt").asText());
        assertThat(nextAttempts(destination, letter, 1))
                .anySatisfy(second -> assertThat(second).isBetween(first.plusMillis(160), first.plusMillis(200)));
        // A first delay of 160 ms or more, and another one of twice that.
        assertThat(nextAttempts(destination, letter, 2))
                .anySatisfy(third -> assertThat(third).isBetween(first.plusMillis(160 + 320), last));
    }

    private List<Instant> nextAttempts(DestinationUnderTest destination, JsonNode letter, int attempt) {
        Pattern line = Pattern.compile(destination.name() + ": attempt " + attempt + " for event "
                + letter.path("eventID").asText() + " of operation .* failed \\(.*\\); next attempt at (\\S+)");
        return handover.logged().stream()
                .map(line::matcher)
                .filter(Matcher::matches)
                .map(match -> Instant.parse(match.group(1)))
                .toList();
    }

    private String send(String group) {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        return group;
    }

    /** An event while the destination fails, which it does until the first attempt has failed. */
    private String sendUntilItFails(DestinationUnderTest destination) {
        destination.failForNow();
        String group = Callbacks.newGroup();
        RawRequest request = RawRequest.callback(Callbacks.body(group));
        assertStored(handover.send(request));
        handover.awaitFirstFailed(destination.name(), request.operationID(), "");
        destination.recover();
        letters.awaitIdle();
        return group;
    }

    private static void awaitArrived(DestinationUnderTest destination, String group) {
        await(destination.name() + " " + group).atMost(SOON).pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(destination.arrived(group)).isEqualTo(destination.copies()));
    }

    private static List<String> ids(List<JsonNode> letters) {
        return letters.stream().map(letter -> letter.path("eventID").asText()).sorted().toList();
    }
}
