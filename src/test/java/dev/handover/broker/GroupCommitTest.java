package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisMode;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.jms.JmsException;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.core.MessageCreator;
import org.springframework.jms.support.JmsUtils;

/** A real broker with its journal. What comes first is held on its way to it, so that the rest waits and becomes a group. */
@Timeout(60)
class GroupCommitTest {

    private static final int SERVER_ID = 79;
    private static final int ABSENT = 81;
    private static final String QUEUE = "transfers";
    private static final int MANY = 16;
    private static final int EACH = 50;

    @TempDir
    private Path folder;

    private RenewableBroker broker;
    private CachingConnectionFactory connections;
    private GroupCommit store;
    private final ExecutorService threads = Executors.newFixedThreadPool(GroupCommit.AT_ONCE);
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger leavesAsked = new AtomicInteger();
    private final Map<String, CompletableFuture<Void>> sends = new LinkedHashMap<>();
    private final List<String> reasons = new ArrayList<>();
    private final Set<Object> givenUp = ConcurrentHashMap.newKeySet();
    private final Semaphore reached = new Semaphore(0);
    private volatile CountDownLatch held;
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
        ArtemisProperties properties = properties(ArtemisMode.EMBEDDED);
        JmsConfiguration configuration = component(properties).getConfiguration();
        store = new GroupCommit((JmsTemplate) configuration.createInOnlyTemplate(null, false, null), threads);
    }

    @AfterEach
    void stops() throws Exception {
        threads.shutdown();
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
        send("before", message("before")).get();
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
        assertThat(reasons).allMatch(reason -> reason.contains("together with others"));
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
        send("before", message("before")).get();
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

    /** With a broker that does not answer, each would take as long as the first. */
    @Test
    void triesNoMoreOfAGroupOnceTheBrokerFailsOne() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        store = new GroupCommit(failing(tried), threads);
        sendTogether("a", "b", "c");
        assertThat(failures()).hasSize(5);
        // By themselves: the two that hold the others up, and the first of these.
        assertThat(tried).hasValue(3);
    }

    /** A template over a broker that is away, once it has made the message. */
    private JmsTemplate failing(AtomicInteger tried) {
        return new JmsTemplate(new CachingConnectionFactory(new ActiveMQConnectionFactory("vm://" + ABSENT))) {
            @Override
            public void send(String queue, MessageCreator message) {
                tried.incrementAndGet();
                try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://" + SERVER_ID);
                        Connection connection = factory.createConnection();
                        Session session = connection.createSession()) {
                    message.createMessage(session);
                } catch (JMSException e) {
                    throw JmsUtils.convertJmsAccessException(e);
                }
                super.send(queue, message);
            }
        };
    }

    @Test
    void tellsTheOthersOfAGroupOneOfWhichCannotBeTold() throws Exception {
        hold();
        store.store(new PendingSend(QUEUE, message("a"), failure -> {
            throw new LinkageError("a library is missing");
        }));
        send("b", message("b"));
        release();
        assertThat(failures()).isEmpty();
        assertThat(queued(4)).containsExactlyInAnyOrder("first", "second", "a", "b");
    }

    @Test
    void storesAllThatManySend() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(MANY);
        List<Future<Void>> sent = senders.invokeAll(IntStream.range(0, MANY).mapToObj(this::sender).toList());
        senders.shutdown();
        for (Future<Void> each : sent) {
            each.get();
        }
        assertThat(queued(MANY * EACH)).hasSize(MANY * EACH).doesNotHaveDuplicates();
    }

    private Callable<Void> sender(int sender) {
        return () -> {
            for (int number = 0; number < EACH; number++) {
                start(message(sender + " " + number)).get();
            }
            return null;
        };
    }

    @Test
    void tellsNobodyOfWhatComesAfterTheEnd() throws Exception {
        threads.shutdown();
        AtomicInteger told = new AtomicInteger();
        assertThatThrownBy(() -> store.store(new PendingSend(QUEUE, message("late"), failure -> told.incrementAndGet())))
                .isInstanceOf(RejectedExecutionException.class);
        assertThat(told).hasValue(0);
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(queued(0)).isEmpty();
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
        assertThat(component(properties(ArtemisMode.EMBEDDED))).isInstanceOf(StoreComponent.class);
        assertThat(component(properties(ArtemisMode.NATIVE))).isNotInstanceOf(StoreComponent.class);
    }

    private JmsComponent component(ArtemisProperties properties) {
        BrokerConfiguration configuration = new BrokerConfiguration();
        BrokerConfiguration.StoreConnections store =
                configuration.storeConnections(connections, properties, EmbeddedBrokerTest.settings(1));
        return configuration.store(store, properties);
    }

    private static ArtemisProperties properties(ArtemisMode mode) {
        ArtemisProperties properties = new ArtemisProperties();
        properties.setMode(mode);
        properties.getEmbedded().setServerId(SERVER_ID);
        return properties;
    }

    /** As soon as there is a connection again. */
    private void sendAfter() {
        await().ignoreExceptions().untilAsserted(() -> start(message("after")).get());
    }

    private void sendTogether(String... texts) throws InterruptedException {
        hold();
        for (String text : texts) {
            send(text, message(text));
        }
        release();
    }

    /** As many as are stored at a time are under way, and stay so. */
    private void hold() throws InterruptedException {
        held = new CountDownLatch(1);
        for (String text : List.of("first", "second")) {
            send(text, session -> heldMessage(session, text));
            // Else the first one's thread could store both, and the other would take what comes next.
            assertThat(reached.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void release() {
        held.countDown();
    }

    private Message heldMessage(Session session, String text) throws JMSException {
        try {
            reached.release();
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return message(text).createMessage(session);
    }

    private CompletableFuture<Void> send(String name, MessageCreator message) {
        CompletableFuture<Void> send = start(message);
        sends.put(name, send);
        return send;
    }

    private CompletableFuture<Void> start(MessageCreator message) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        store.store(new PendingSend(QUEUE, message, failure -> {
            // Once: what is told a second time fails the thread that stores.
            assertThat(failure == null ? told.complete(null) : told.completeExceptionally(failure)).isTrue();
        }));
        return told;
    }

    /** The names of those that failed, of all that were sent since this was asked last. */
    private List<String> failures() throws InterruptedException {
        List<String> failed = new ArrayList<>();
        for (Map.Entry<String, CompletableFuture<Void>> send : sends.entrySet()) {
            try {
                send.getValue().get();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(JmsException.class);
                reasons.add(e.getCause().getMessage());
                failed.add(send.getKey());
            }
        }
        sends.clear();
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
            for (var next = consumer.receive(expected == 0 ? 500 : 20_000);
                    next != null;
                    next = consumer.receive(received.size() < expected ? 20_000 : 500)) {
                received.add(next.getBody(String.class));
            }
        }
        return received;
    }
}
