package dev.handover;

import static dev.handover.Envelopes.assertFailure;
import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The same promises with a broker that is a server of its own, and goes away. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = ExternalBroker.class)
@DirtiesContext
class ExternalBrokerTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    private Running handover;

    @Autowired
    private SlackStub slack;

    @Autowired
    private EmbeddedActiveMQ broker;

    private final String group = Callbacks.newGroup();

    @AfterEach
    void isBack() throws Exception {
        // A start while it runs would make a second one.
        if (!broker.getActiveMQServer().isStarted()) {
            broker.start();
        }
    }

    @Test
    void storesAndDeliversADuplicateOnce() {
        RawRequest request = RawRequest.callback(Callbacks.body(group));
        assertStored(handover.send(request));
        assertStored(handover.send(request));
        handover.drain();
        assertThat(handover.audited(group)).hasSize(1);
        assertThat(posted(group)).isEqualTo(1);
        String id = handover.audited(group).get(0).path("id").asText();
        assertThat(handover.files("outbox/email")).anySatisfy(file -> assertThat(file.toString()).contains(id));
    }

    @Test
    void retriesAFailedDelivery() {
        slack.answerNext(503, Map.of(), "");
        slack.answerNext(429, Map.of("Retry-After", "1"), "");
        assertStored(send(group));
        handover.drain();
        assertThat(posted(group)).isEqualTo(1);
        assertThat(slack.posts()).filteredOn(post -> post.body().contains(group)).hasSize(3);
    }

    @Test
    void givesUpAndReplays() throws Exception {
        slack.answerNext(404, Map.of(), "");
        assertStored(send(group));
        DeadLetterBox letters = new DeadLetterBox(handover, broker);
        assertThat(letters.await("slack", 1).get(0).path("reason").asText()).isEqualTo("rejected");
        assertThat(letters.replay("slack")).isEqualTo(1);
        handover.drain();
        assertThat(posted(group)).isEqualTo(1);
    }

    @Test
    void refusesCallbacksAtOnceWhileItIsAwayAndTakesThemWhenItIsBack() throws Exception {
        assertStored(send(Callbacks.newGroup()));
        broker.stop();
        // The shortest: a busy machine may hold up one of them.
        Duration shortest = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertFailure(
                    send(group), 503, 5007, "Not stored", "The callback is not known to be stored; it may be sent again");
            shortest = Collections.min(List.of(shortest, Duration.ofNanos(System.nanoTime() - start)));
        }
        assertThat(shortest).isLessThan(Duration.ofMillis(1500));
        handover.eventually(() -> assertThat(health("/readiness")).isEqualTo(503));
        assertThat(health("/liveness")).isEqualTo(200);
        broker.start();
        // The same each time: one that was stored after its answer was due is stored once.
        RawRequest again = RawRequest.callback(Callbacks.body(group));
        await().atMost(SOON).untilAsserted(() -> assertStored(handover.send(again)));
        await().atMost(SOON).untilAsserted(() -> assertThat(posted(group)).isEqualTo(1));
        handover.drain();
        assertThat(handover.audited(group)).hasSize(1);
        handover.assertAuditIsWhole();
        handover.eventually(() -> assertThat(health("/readiness")).isEqualTo(200));
    }

    @Test
    void tellsSinceWhenADestinationFailsAndWhatWaitsLongest() throws Exception {
        Instant sent = Instant.now();
        slack.answerAlways(503, "");
        assertStored(send(group));
        handover.eventually(() -> {
            JsonNode state = state();
            assertThat(state.path("state").asText()).isEqualTo("retrying");
            assertThat(state.path("reason").asText()).isEqualTo("server-error");
            assertThat(Instant.parse(state.path("since").asText())).isBetween(sent, Instant.now());
            assertThat(Instant.parse(state.path("oldest").asText()))
                    .isBetween(sent.truncatedTo(ChronoUnit.MILLIS), Instant.parse(state.path("since").asText()));
            assertThat(state.path("waiting").asInt()).isEqualTo(1);
        });
        slack.behave();
        handover.drain();
        handover.eventually(() -> assertThat(state().path("state").asText()).isEqualTo("delivering"));
    }

    @Test
    void goesOnWithWhatWaitedWhenItIsBack() throws Exception {
        slack.answerNext(429, Map.of("Retry-After", "3"), "");
        RawRequest request = RawRequest.callback(Callbacks.body(group));
        assertStored(handover.send(request));
        handover.awaitFirstFailed("slack", request.operationID(), "rate-limited");
        await().atMost(SOON).until(() -> handover.audited(group).size() == 1);
        broker.stop();
        broker.start();
        await().atMost(SOON).untilAsserted(() -> assertThat(posted(group)).isEqualTo(1));
        handover.drain();
    }

    private int health(String path) throws IOException, InterruptedException {
        return handover.manage("GET", "/actuator/health" + path).statusCode();
    }

    private JsonNode state() throws IOException, InterruptedException {
        return handover.manage("/actuator/health").at("/components/destinations/details/slack");
    }

    private RawHttp.Response send(String about) {
        return handover.send(RawRequest.callback(Callbacks.body(about)));
    }

    private long posted(String about) {
        return slack.posts().stream().filter(post -> post.status() == 200 && post.body().contains(about)).count();
    }
}
