package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** More events than {@code handover.broker.max-in-memory} lets a queue keep in memory. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = WaitingOnDiskTest.FiveInMemory.class)
@DirtiesContext
class WaitingOnDiskTest {

    private static final String QUEUE = "transfers";
    private static final int EVENTS = 60;

    @Autowired
    private Running handover;

    @Autowired
    private EmbeddedActiveMQ broker;

    private Queue held;

    @BeforeEach
    void holds() {
        handover.probe("");
        held = broker.getActiveMQServer().locateQueue(QUEUE);
        held.pause();
    }

    @AfterEach
    void goesOn() {
        held.resume();
    }

    @Test
    void areAllDeliveredOnce() throws Exception {
        List<String> groups = Stream.generate(Callbacks::newGroup).limit(EVENTS).toList();
        groups.forEach(group -> assertStored(handover.send(RawRequest.callback(Callbacks.body(group)))));
        assertThat(handover.queued(QUEUE)).isEqualTo(EVENTS);
        assertThat(areOnDiskAlone()).isTrue();

        held.resume();
        handover.drain();
        for (String group : groups) {
            JsonNode accepted = handover.accepted(group);
            assertThat(handover.data().resolve("outbox/slack").resolve(accepted.path("id").asText() + ".json")).exists();
        }
        handover.eventually(() -> assertThat(areOnDiskAlone()).isFalse());
    }

    @Test
    void areNotStoredAgainWhenTheCallbackIsRepeated() throws Exception {
        List<RawRequest> requests = IntStream.range(0, EVENTS)
                .mapToObj(count -> RawRequest.callback(Callbacks.body(Callbacks.newGroup())).header("Operationid", "repeated-" + count))
                .toList();
        requests.forEach(request -> assertStored(handover.send(request)));
        assertThat(areOnDiskAlone()).isTrue();
        requests.forEach(request -> assertStored(handover.send(request)));
        assertThat(handover.queued(QUEUE)).isEqualTo(EVENTS);
    }

    /** A trial of the store that goes to a page, and is taken back, would stay in memory until that page is read. */
    @Test
    void gatherNoTrialsMeanwhile() throws Exception {
        IntStream.range(0, EVENTS).forEach(count -> assertStored(handover.send(RawRequest.callback(Callbacks.body(Callbacks.newGroup())))));
        assertThat(areOnDiskAlone()).isTrue();
        int before = transactions();
        await().during(Duration.ofMillis(2500)).atMost(Duration.ofSeconds(10)).until(() -> transactions() == before);
    }

    private int transactions() {
        return broker.getActiveMQServer().getPagingManager().getTransactions().size();
    }

    private boolean areOnDiskAlone() throws Exception {
        return broker.getActiveMQServer().getPagingManager().getPageStore(SimpleString.of(QUEUE)).isPaging();
    }

    static final class FiveInMemory extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            return new String[] {"handover.broker.max-in-memory=5"};
        }
    }
}
