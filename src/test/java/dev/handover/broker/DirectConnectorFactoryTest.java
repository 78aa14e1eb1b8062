package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.SessionSendMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.jms.connection.CachingConnectionFactory;

/** A real broker with its journal, and senders as callbacks are: each waits until its message is on disk. */
class DirectConnectorFactoryTest {

    private static final int SERVER_ID = 78;
    private static final ActiveMQDestination QUEUE = ActiveMQDestination.createQueue("transfers");
    private static final int SENDERS = 16;
    private static final int EACH = 50;
    private static final Duration INTERVAL = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private RenewableBroker broker;
    private final Queue<Thread> takers = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void starts() throws Exception {
        EmbeddedBrokerTest.isSilent();
        broker = new RenewableBroker(EmbeddedBrokerTest.configuration(folder, SERVER_ID));
        broker.start();
        watchTakers();
    }

    private void watchTakers() {
        broker.getActiveMQServer().getRemotingService().addIncomingInterceptor((Interceptor) (packet, connection) -> {
            if (packet instanceof SessionSendMessage) {
                takers.add(Thread.currentThread());
            }
            return true;
        });
    }

    @AfterEach
    void stops() throws Exception {
        broker.stop();
    }

    /** With the connections that the routes store with. */
    @Test
    void handsOverWhatIsSentOnTheSendersThread() throws Exception {
        ActiveMQConnectionFactory artemisOwn = new ActiveMQConnectionFactory("vm://" + SERVER_ID);
        ArtemisProperties properties = new ArtemisProperties();
        properties.getEmbedded().setServerId(SERVER_ID);
        CachingConnectionFactory connections = new BrokerConfiguration()
                .storeConnections(new CachingConnectionFactory(artemisOwn), properties, EmbeddedBrokerTest.settings(1))
                .factory();
        try (Connection connection = connections.createConnection()) {
            send(connection, "one", 1);
        } finally {
            connections.destroy();
        }
        assertThat(takers).containsExactly(Thread.currentThread());
    }

    @Test
    @Timeout(60)
    void storesAllThatManySendOverOneConnectionEachInItsOrder() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (ActiveMQConnectionFactory connections = connections(); Connection connection = connections.createConnection()) {
            List<Callable<Void>> work = new ArrayList<>();
            IntStream.range(0, SENDERS).forEach(sender -> work.add(() -> send(connection, sender + " ", EACH)));
            for (Future<Void> sent : senders.invokeAll(work)) {
                sent.get();
            }
            List<String> stored = receive(connection, SENDERS * EACH);
            assertThat(stored).hasSize(SENDERS * EACH);
            for (int sender = 0; sender < SENDERS; sender++) {
                String own = sender + " ";
                assertThat(stored.stream().filter(text -> text.startsWith(own)))
                        .containsExactlyElementsOf(IntStream.range(0, EACH).mapToObj(number -> own + number).toList());
            }
        } finally {
            senders.shutdown();
            assertThat(senders.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Left to itself, Artemis' client waits an interval, and then connects as the broker described itself. */
    @Test
    void saysAtOnceThatTheBrokerIsAwayAndGoesOnInTheSameWayWithTheNextOne() throws Exception {
        try (ActiveMQConnectionFactory connections = connections()) {
            connections.setReconnectAttempts(0);
            connections.setRetryInterval(INTERVAL.toMillis());
            try (Connection connection = connections.createConnection()) {
                send(connection, "before ", 1);
            }
            broker.getActiveMQServer().stop();
            Instant asked = Instant.now();
            assertThatExceptionOfType(JMSException.class).isThrownBy(connections::createConnection);
            assertThat(Duration.between(asked, Instant.now())).isLessThan(INTERVAL);
            broker.restart();
            watchTakers();
            try (Connection connection = connections.createConnection()) {
                send(connection, "after ", 1);
                assertThat(receive(connection, 2)).containsExactly("before 0", "after 0");
            }
        }
        assertThat(takers).containsExactly(Thread.currentThread(), Thread.currentThread());
    }

    private static ActiveMQConnectionFactory connections() {
        return DirectConnectorFactory.connectionsTo(SERVER_ID);
    }

    private static Void send(Connection connection, String prefix, int count) throws JMSException {
        try (Session session = connection.createSession()) {
            MessageProducer producer = session.createProducer(QUEUE);
            for (int number = 0; number < count; number++) {
                producer.send(session.createTextMessage(prefix + number));
            }
        }
        return null;
    }

    /** @param expected how many are waited for; more are found if they are there */
    private static List<String> receive(Connection connection, int expected) throws JMSException {
        List<String> received = new ArrayList<>();
        connection.start();
        try (Session session = connection.createSession()) {
            MessageConsumer consumer = session.createConsumer(QUEUE);
            for (var next = consumer.receive(20_000);
                    next != null;
                    next = consumer.receive(received.size() < expected ? 20_000 : 500)) {
                received.add(next.getBody(String.class));
            }
        }
        return received;
    }
}
