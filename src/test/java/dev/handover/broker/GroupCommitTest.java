package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.camel.component.jms.JmsConfiguration.CamelJmsTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisMode;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.jms.JmsException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.MessageCreator;

/** A real broker with its journal. What comes first is held on its way to it, so that the rest waits and becomes a group. */
@Timeout(60)
class GroupCommitTest {

    private static final int SERVER_ID = 79;
    private static final String QUEUE = "transfers";
    private static final int MANY = 16;
    private static final int EACH = 50;

    @TempDir
    private Path folder;

    private RenewableBroker broker;
    private CachingConnectionFactory connections;
    private CamelJmsTemplate store;
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger leavesAsked = new AtomicInteger();
    private final Queue<FutureTask<Void>> sends = new ConcurrentLinkedQueue<>();
    private final List<String> reasons = new ArrayList<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final Set<Object> givenUp = ConcurrentHashMap.newKeySet();
    private CountDownLatch held;
    private volatile boolean losesCommits;

    @BeforeEach
    void starts() throws Exception {
        EmbeddedBrokerTest.isSilent();
        broker = new RenewableBroker(EmbeddedBrokerTest.configuration(folder, SERVER_ID));
        broker.start();
        broker.getActiveMQServer().getRemotingService().addIncomingInterceptor((Interceptor) (packet, connection) -> {
            boolean commit = packet.getType() == PacketImpl.SESS_COMMIT;
            if (commit) {
                commits.incrementAndGet();
            }
            if (packet.getType() == PacketImpl.SESS_PRODUCER_REQUEST_CREDITS) {
                leavesAsked.incrementAndGet();
            }
            boolean lost = commit && losesCommits;
            if (lost) {
                givenUp.add(connection.getID());
            }
            return !lost;
        });
        connections = new CachingConnectionFactory(new ActiveMQConnectionFactory("vm://" + SERVER_ID));
        store = template(ArtemisMode.EMBEDDED);
    }

    @AfterEach
    void stops() throws Exception {
        connections.destroy();
        broker.stop();
    }

    @Test
    void storesInOneTransactionWhatCameWhileOthersWereStored() throws Exception {
        sendTogether("a", "b", "c", "d");
        assertThat(failures()).isEmpty();
        assertThat(commits).hasValue(1);
        assertThat(queued(6)).containsExactlyInAnyOrder("first", "second", "a", "b", "c", "d");
    }

    @Test
    void storesTheOthersOfAGroupInWhichOneIsThereAlready() throws Exception {
        store.send(QUEUE, message("before"), null);
        sendTogether("a", "before", "b");
        assertThat(failures()).isEmpty();
        assertThat(commits).hasValue(1);
        assertThat(queued(5)).containsExactlyInAnyOrder("before", "first", "second", "a", "b");
    }

    @Test
    void storesTheOthersOfAGroupInWhichOneCannotBeSent() throws Exception {
        hold();
        send("a", message("a"));
        send("no message", session -> {
            throw new JMSException("no message");
        });
        send("b", message("b"));
        release();
        assertThat(failures()).containsExactly("no message");
        assertThat(queued(4)).containsExactlyInAnyOrder("first", "second", "a", "b");
    }

    @Test
    void failsEachOfAGroupThatTheBrokerDoesNotConfirmAndGoesOn() throws Exception {
        losesCommits = true;
        sendTogether("a", "b", "c");
        assertThat(failures()).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(commits).hasValue(1);
        // None of them was sent again: they may be stored.
        assertThat(reasons).filteredOn(reason -> reason.contains("together with others")).hasSize(2);
        losesCommits = false;
        // The connection is given up, which takes a moment; until then it would still store one, and fail those that come next.
        assertThat(givenUp).isNotEmpty();
        await().untilAsserted(() -> assertThat(broker.getActiveMQServer().getRemotingService().getConnections())
                .extracting(RemotingConnection::getID)
                .doesNotContainAnyElementsOf(givenUp));
        sendAfter();
        sendTogether("a", "b", "c");
        assertThat(failures()).isEmpty();
        assertThat(commits).hasValue(2);
        assertThat(queued(6)).containsExactlyInAnyOrder("first", "second", "after", "a", "b", "c");
    }

    @Test
    void failsEachWhileTheBrokerIsAwayAndGoesOnWithTheNextOne() throws Exception {
        store.send(QUEUE, message("before"), null);
        hold();
        for (String text : List.of("a", "b", "c")) {
            send(text, message(text));
        }
        broker.getActiveMQServer().stop();
        release();
        assertThat(failures()).containsExactlyInAnyOrder("first", "second", "a", "b", "c");
        broker.restart();
        sendAfter();
        assertThat(queued(2)).containsExactly("before", "after");
    }

    @Test
    void storesAllThatManySend() throws Exception {
        IntStream.range(0, MANY).forEach(sender -> start("sender " + sender, () -> {
            for (int number = 0; number < EACH; number++) {
                String text = sender + " " + number;
                store.send(QUEUE, message(text), null);
            }
        }));
        assertThat(failures()).isEmpty();
        assertThat(queued(MANY * EACH)).hasSize(MANY * EACH).doesNotHaveDuplicates();
    }

    /** It would wait for it within a transaction, and without end. */
    @Test
    void doesNotWaitForTheBrokersLeaveToSend() throws Exception {
        sendTogether("a", "b", "c", "d");
        assertThat(failures()).isEmpty();
        assertThat(leavesAsked).hasValue(0);
    }

    /** Two instances of Handover over one broker: it does not look for a duplicate in what other transactions have not committed yet. */
    @Test
    void isNotForABrokerThatOthersUseToo() {
        assertThat(template(ArtemisMode.EMBEDDED)).isInstanceOf(GroupCommit.class);
        assertThat(template(ArtemisMode.NATIVE)).isNotInstanceOf(GroupCommit.class);
    }

    private CamelJmsTemplate template(ArtemisMode mode) {
        ArtemisProperties properties = new ArtemisProperties();
        properties.setMode(mode);
        properties.getEmbedded().setServerId(SERVER_ID);
        BrokerConfiguration configuration = new BrokerConfiguration();
        BrokerConfiguration.StoreConnections store =
                configuration.storeConnections(connections, properties, EmbeddedBrokerTest.settings(1));
        return (CamelJmsTemplate)
                configuration.store(store, properties).getConfiguration().createInOnlyTemplate(null, false, QUEUE);
    }

    /** As soon as there is a connection again. */
    private void sendAfter() {
        await().ignoreExceptions().untilAsserted(() -> store.send(QUEUE, message("after"), null));
    }

    private void sendTogether(String... texts) {
        hold();
        for (String text : texts) {
            send(text, message(text));
        }
        release();
    }

    /** As many as are stored at a time are under way, and stay so. */
    private void hold() {
        held = new CountDownLatch(1);
        send("first", this::heldMessage);
        send("second", this::heldMessage);
    }

    private void release() {
        held.countDown();
    }

    private Message heldMessage(Session session) throws JMSException {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return message(Thread.currentThread().getName()).createMessage(session);
    }

    private void send(String name, MessageCreator message) {
        start(name, () -> store.send(QUEUE, message, null));
        Thread sender = threads.stream().reduce((before, last) -> last).orElseThrow();
        await().until(() -> sender.getState() == Thread.State.WAITING || !sender.isAlive());
    }

    private void start(String name, Runnable work) {
        FutureTask<Void> send = new FutureTask<>(work, null);
        sends.add(send);
        Thread thread = new Thread(send, name);
        threads.add(thread);
        thread.start();
    }

    /** The names of those that failed, of all that were started since this was asked last. */
    private List<String> failures() throws InterruptedException {
        List<String> failed = new ArrayList<>();
        for (FutureTask<Void> send = sends.poll(); send != null; send = sends.poll()) {
            String name = threads.remove().getName();
            try {
                send.get();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(JmsException.class);
                reasons.add(e.getCause().getMessage());
                failed.add(name);
            }
        }
        return failed;
    }

    private static MessageCreator message(String text) {
        return session -> {
            Message message = session.createTextMessage(text);
            message.setStringProperty("_AMQ_DUPL_ID", text);
            return message;
        };
    }

    /** @param expected how many are waited for; more are found if they are there */
    private List<String> queued(int expected) throws JMSException {
        List<String> received = new ArrayList<>();
        try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://" + SERVER_ID);
                Connection connection = factory.createConnection();
                Session session = connection.createSession()) {
            connection.start();
            MessageConsumer consumer = session.createConsumer(ActiveMQDestination.createQueue(QUEUE));
            for (var next = consumer.receive(20_000);
                    next != null;
                    next = consumer.receive(received.size() < expected ? 20_000 : 500)) {
                received.add(next.getBody(String.class));
            }
        }
        return received;
    }
}
