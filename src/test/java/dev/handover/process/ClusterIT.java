package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.JmsTemplate;

/** Two instances of the real jar on one Artemis of its own, each with its data folder; any of the three is killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterIT.class);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PAIRS = 50;
    private static final String TWIN = "twin-";

    private Destinations destinations;
    private ArtemisProcess broker;
    private HandoverProcess one;
    private HandoverProcess two;
    private List<HandoverProcess> both;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        destinations = new Destinations().up();
        broker = new ArtemisProcess(folder.resolve("broker"), folder.resolve("broker-data")).start();
        one = instance(folder, "one").launch();
        two = instance(folder, "two").launch();
        both = List.of(one, two);
    }

    private HandoverProcess instance(Path folder, String name) throws Exception {
        HandoverProcess handover = new HandoverProcess(Files.createDirectory(folder.resolve(name)));
        // The sender tells which of them delivered.
        return broker.serve(destinations.tell(handover)).with("MAIL_FROM", name + "@handover.example");
    }

    @BeforeEach
    void allAreThere() {
        both.forEach(handover -> handover.awaitReadiness(true));
    }

    @AfterAll
    void stop() {
        both.forEach(HandoverProcess::close);
        broker.close();
        destinations.close();
    }

    @Test
    void sharesTheWorkAndAuditsEachEventOnceInOnePlace() {
        Set<String> acknowledged = new HashSet<>();
        try (Load first = new Load(one.port(), 2, "first", 200); Load second = new Load(two.port(), 2, "second", 200)) {
            acknowledged.addAll(first.finish());
            acknowledged.addAll(second.finish());
        }
        assertThat(acknowledged).hasSize(400);
        List<String> audited = Outcome.assertNothingLost("two instances", acknowledged, both, destinations);
        assertThat(audited).filteredOn(acknowledged::contains).as("audited once").doesNotHaveDuplicates();
        assertThat(both.stream().filter(each -> new AuditFolder(each).acceptedGroups().containsAll(acknowledged)))
                .as("the audit that tells the whole story")
                .hasSize(1);
        List<String> senders = destinations.mailSenders();
        long byOne = senders.stream().filter(sender -> sender.startsWith("one@")).count();
        LOG.info("two instances: one delivered {} of {} mails", byOne, senders.size());
        assertThat(byOne).as("a share of %d", senders.size()).isBetween(senders.size() / 10L, senders.size() * 9L / 10);
    }

    @Test
    void storesOnceWhatComesToOneAfterTheOther() {
        Set<String> twice = new HashSet<>();
        try (OpenIm first = new OpenIm(one.port()); OpenIm second = new OpenIm(two.port())) {
            for (int i = 0; i < PAIRS; i++) {
                String group = "twice-" + i;
                assertThat(first.transfer("op-" + group, group).isSuccess()).isTrue();
                assertThat(second.transfer("op-" + group, group).isSuccess()).isTrue();
                twice.add(group);
            }
        }
        List<String> audited = Outcome.assertNothingLost("one callback to one after the other", twice, both, destinations);
        assertThat(audited).filteredOn(twice::contains).as("audited once").doesNotHaveDuplicates();
        assertThat(destinations.slackGroups()).filteredOn(twice::contains).as("posted once").doesNotHaveDuplicates();
    }

    /** The broker looks for a duplicate and notes the key in two steps, between which another connection's callback may come. */
    @Test
    void losesNothingOfWhatComesToBothAtTheSameTimeAndSeldomStoresItTwice() {
        Set<String> twins = new HashSet<>();
        try (OpenIm first = new OpenIm(one.port()); OpenIm second = new OpenIm(two.port())) {
            for (int i = 0; i < PAIRS; i++) {
                String group = TWIN + i;
                CompletableFuture<OpenIm.Reply> other =
                        CompletableFuture.supplyAsync(() -> second.transfer("op-" + group, group));
                assertThat(first.transfer("op-" + group, group).isSuccess()).isTrue();
                assertThat(other.join().isSuccess()).isTrue();
                twins.add(group);
            }
        }
        List<String> audited = Outcome.assertNothingLost("one callback to both", twins, both, destinations);
        assertThat(audited).filteredOn(twins::contains).hasSizeLessThanOrEqualTo(PAIRS + PAIRS / 5);
    }

    @Test
    void losesNothingWhenAnInstanceIsKilled() {
        losesNothingWhenEachInTurnIs("killed", HandoverProcess::kill, 128 + 9);
        assertAuditedOnceButFor(2);
    }

    @Test
    void losesNothingWhenAnInstanceIsStoppedAndStartedAgain() {
        losesNothingWhenEachInTurnIs("stopped", HandoverProcess::terminate, 128 + 15);
    }

    private void losesNothingWhenEachInTurnIs(String how, Consumer<HandoverProcess> end, int exitCode) {
        Set<String> acknowledged = new HashSet<>();
        for (HandoverProcess victim : both) {
            try (Load first = new Load(one.port(), 4, how + victim.port() + "a", 5000);
                    Load second = new Load(two.port(), 4, how + victim.port() + "b", 5000)) {
                Load survivor = victim == one ? second : first;
                await().atMost(SOON).until(() -> first.acknowledgedCount() > 50 && second.acknowledgedCount() > 50);
                end.accept(victim);
                int before = survivor.acknowledgedCount();
                await().atMost(SOON).until(() -> survivor.acknowledgedCount() > before + 50);
                acknowledged.addAll(first.stop());
                acknowledged.addAll(second.stop());
                assertThat(survivor.otherStatuses()).as("the other one's failures").isSubsetOf(503);
            }
            assertThat(victim.awaitExit(Duration.ofSeconds(20))).isEqualTo(exitCode);
            // What the victim had in hand is delivered by the survivor, before the victim comes back.
            Outcome.assertNothingLost("an instance " + how, acknowledged, both, destinations);
            victim.start();
        }
    }

    @Test
    void losesNothingWhenTheBrokerIsKilledAndRefusesMeanwhile() {
        Set<String> acknowledged = new HashSet<>();
        destinations.slackDown();
        try (Load first = new Load(one.port(), 4, "broker-a", 5000);
                Load second = new Load(two.port(), 4, "broker-b", 5000)) {
            await().atMost(SOON).until(() -> first.acknowledgedCount() > 100 && second.acknowledgedCount() > 100);
            broker.kill();
            both.forEach(each -> each.awaitReadiness(false));
            acknowledged.addAll(first.stop());
            acknowledged.addAll(second.stop());
        }
        assertThat(slowestRefusal()).as("slowest refusal").isLessThan(Duration.ofSeconds(2));
        broker.start();
        for (HandoverProcess each : both) {
            await().atMost(SOON).until(() -> transfer(each, "again-" + each.port()).isSuccess());
            acknowledged.add("again-" + each.port());
        }
        // The broker knows over its own death what it had stored.
        String known = acknowledged.iterator().next();
        both.forEach(each -> assertThat(transfer(each, known).isSuccess()).isTrue());
        destinations.slackUp();
        Outcome.assertNothingLost("the broker killed, Slack down", acknowledged, both, destinations);
        assertAuditedOnceButFor(2 + 1);
    }

    @Test
    void answersInTimeWhileTheBrokerHangsAndTakesCallbacksAgain() throws Exception {
        broker.freeze(true);
        Duration slowest;
        try {
            slowest = slowestRefusal();
        } finally {
            broker.freeze(false);
        }
        LOG.info("the broker hangs: slowest refusal {}", slowest);
        assertThat(slowest).as("slowest refusal").isLessThan(Duration.ofSeconds(5));
        for (HandoverProcess each : both) {
            await().atMost(SOON).until(() -> transfer(each, "thawed-" + each.port()).isSuccess());
        }
    }

    @Test
    void listsAndReplaysDeadLettersThroughEitherInstance() throws Exception {
        destinations.slackRefuses(true);
        Set<String> acknowledged = new HashSet<>();
        for (HandoverProcess each : both) {
            String group = "dead-" + each.port();
            assertThat(transfer(each, group).isSuccess()).isTrue();
            acknowledged.add(group);
        }
        for (HandoverProcess each : both) {
            await().atMost(SOON).untilAsserted(() ->
                    assertThat(each.manage("GET", "deadletters/slack").body()).contains("rejected"));
        }
        await().atMost(SOON).untilAsserted(() ->
                assertThat(one.manage("GET", "destinations").body()).contains("\"dead\":2"));
        destinations.slackRefuses(false);
        assertThat(two.manage("POST", "deadletters/slack").body()).isEqualTo("{\"replayed\":2}");
        Outcome.assertNothingLost("replayed through the other", acknowledged, both, destinations);
        assertThat(one.manage("GET", "deadletters/slack").body()).doesNotContain("rejected");
    }

    @Test
    void discardsWhatARemovedDestinationLeftThroughEitherInstance() throws Exception {
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(
                broker.url(), ArtemisProcess.user(), ArtemisProcess.password())) {
            JmsTemplate jms = new JmsTemplate(connections);
            jms.convertAndSend("transfers.removed", "{}");
            jms.convertAndSend("dead.transfers.removed", "{}");
        }
        assertThat(one.manage("DELETE", "destinations/removed").body()).contains("\"waiting\":1", "\"dead\":1");
        assertThat(two.manage("GET", "destinations").body()).contains("\"removed\":{\"routed\":false,\"waiting\":0,\"dead\":0}");
    }

    private Duration slowestRefusal() {
        Duration slowest = Duration.ZERO;
        for (HandoverProcess each : both) {
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                OpenIm.Reply reply = transfer(each, "refused-" + i);
                Duration taken = Duration.ofNanos(System.nanoTime() - start);
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.body()).contains("\"errCode\":5007");
                slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
            }
        }
        LOG.info("the broker is away: slowest refusal after {} ms", slowest.toMillis());
        return slowest;
    }

    /** A line that was forced and not acknowledged when its writer died is written once more, by the other writer. */
    private void assertAuditedOnceButFor(int kills) {
        List<String> all = new ArrayList<>();
        for (HandoverProcess each : both) {
            List<String> audited = new AuditFolder(each)
                    .acceptedGroups().stream().filter(group -> !group.startsWith(TWIN)).toList();
            assertThat(audited).as("audited once in one place").doesNotHaveDuplicates();
            all.addAll(audited);
        }
        assertThat(all.size() - new HashSet<>(all).size()).as("audited in both places").isLessThanOrEqualTo(kills);
    }

    private static OpenIm.Reply transfer(HandoverProcess handover, String group) {
        try (OpenIm openIm = new OpenIm(handover.port())) {
            return openIm.transfer("op-" + group, group);
        }
    }
}
