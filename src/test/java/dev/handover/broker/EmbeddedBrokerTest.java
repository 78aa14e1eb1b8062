package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnection;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.util.unit.DataSize;

/** The broker by itself, with the settings of the embedded one. */
class EmbeddedBrokerTest {

    private static final ActiveMQDestination QUEUE = ActiveMQDestination.createQueue("transfers.slack");
    private static final int IN_MEMORY = 3_000;
    private static final int ON_DISK = 500;

    @TempDir
    private Path folder;

    private EmbeddedActiveMQ broker;

    @BeforeAll
    static void isSilent() {
        // As application.yaml has it: else a line for each message.
        LoggingSystem.get(EmbeddedBrokerTest.class.getClassLoader()).setLogLevel("org.apache.activemq.audit", LogLevel.OFF);
    }

    @AfterEach
    void stops() throws Exception {
        broker.stop();
    }

    @Test
    void deliversWhatIsOnDiskAloneAfterAStartAtWhichAllInMemoryWaitForTheirNextAttempt() throws Exception {
        start();
        send(IN_MEMORY, "tried", Duration.ofHours(1));
        send(ON_DISK, "new", Duration.ZERO);
        broker.stop();
        start();
        assertThat(receiveAll()).hasSize(ON_DISK).containsOnly("new");
    }

    private void start() throws Exception {
        BrokerSettings settings = new BrokerSettings(
                Duration.ofSeconds(2), Duration.ofNanos(300_000), DataSize.ofMegabytes(10), 10, DataSize.ofMegabytes(1), IN_MEMORY, 10_000);
        Configuration configuration = new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .addAcceptorConfiguration("in-vm", "vm://77");
        new EmbeddedBroker().queues(settings, null).customize(configuration);
        broker = new EmbeddedActiveMQ().setConfiguration(configuration).start();
    }

    private static void send(int count, String text, Duration later) throws Exception {
        try (ActiveMQConnection connection = connect(); Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(QUEUE);
            for (int sent = 0; sent < count; sent++) {
                Message message = session.createTextMessage(text);
                if (!later.isZero()) {
                    message.setLongProperty("_AMQ_SCHED_DELIVERY", Instant.now().plus(later).toEpochMilli());
                }
                producer.send(message);
            }
            session.commit();
        }
    }

    private static List<String> receiveAll() throws Exception {
        List<String> received = new ArrayList<>();
        try (ActiveMQConnection connection = connect(); Session session = connection.createSession()) {
            connection.start();
            var consumer = session.createConsumer(QUEUE);
            for (Message next = consumer.receive(5_000); next != null && received.size() < ON_DISK; next = consumer.receive(1_000)) {
                received.add(next.getBody(String.class));
            }
        }
        return received;
    }

    private static ActiveMQConnection connect() throws Exception {
        return (ActiveMQConnection) new ActiveMQConnectionFactory("vm://77").createConnection();
    }
}
