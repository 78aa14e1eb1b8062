package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer.SERVER_STATE;
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
    /** Makes a message as long as a 25th of a page. */
    private static final String PADDING = " ".repeat(40_000);

    @TempDir
    private Path folder;

    private RenewableBroker broker;

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
        start(IN_MEMORY);
        send(IN_MEMORY, "tried", Duration.ofHours(1));
        send(ON_DISK, "new", Duration.ZERO);
        broker.stop();
        start(IN_MEMORY);
        assertThat(receive(ON_DISK)).hasSize(ON_DISK).containsOnly("new");
    }

    /** Twice: one of Artemis' own would go on without its disk after the second. */
    @Test
    void refusesWhatItsPagesDoNotTakeAndLosesNothingElse() throws Exception {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();
        start(1);
        List<String> stored = new ArrayList<>();
        for (String round : List.of("first", "second")) {
            sendAll(round + " before", 3, stored);
            Path next = Files.createSymbolicLink(nextPage(), full);
            String refused = sendUntilRefused(round, stored);
            await().untilAsserted(() -> assertThat(broker.getActiveMQServer().getState()).isEqualTo(SERVER_STATE.STOPPED));
            Files.delete(next);
            broker.restart();
            // What the first attempt left in the broker's memory must not make a duplicate of it.
            send(1, refused, Duration.ZERO);
            stored.add(refused);
        }
        assertThat(receive(stored.size())).containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    void isStartedForWhoeverAsksForItsServerWhileItStarts() throws Exception {
        broker = new RenewableBroker(configuration(folder, 77));
        broker.begin();
        assertThat(broker.getActiveMQServer().isActive()).isTrue();
        send(1, "kept", Duration.ZERO);
        assertThat(receive(1)).containsExactly("kept");
    }

    @Test
    void isStoppedAsSoonAsItHasStarted() throws Exception {
        broker = new RenewableBroker(configuration(folder, 77));
        broker.begin();
        broker.stop();
        assertThat(broker.getActiveMQServer().getState()).isEqualTo(SERVER_STATE.STOPPED);
    }

    @Test
    void tellsWhoeverAsksForItsServerWhyItCouldNotStart() throws Exception {
        Configuration unusable = configuration(folder, 77).setJournalDirectory(null);
        broker = new RenewableBroker(unusable);
        broker.begin();
        assertThatIllegalStateException()
                .isThrownBy(broker::getActiveMQServer)
                .withMessage("The embedded broker cannot be started")
                .havingCause();
    }

    /** So that Handover starts, says that it is not ready, and goes on when the disk is well. */
    @Test
    void isNotActiveWhenItCannotTakeUpItsFilesAndIsAfterARestartThatCan() throws Exception {
        Path journal = Files.createDirectories(folder.resolve("journal"));
        Path broken = Files.writeString(journal.resolve("activemq-data-1.amq"), "no journal".repeat(100));
        broker = new RenewableBroker(configuration(folder, 77));
        broker.begin();
        assertThat(broker.getActiveMQServer().isActive()).isFalse();
        Files.delete(broken);
        broker.restart();
        assertThat(broker.getActiveMQServer().isActive()).isTrue();
    }

    private void start(int inMemory) throws Exception {
        Configuration configuration = configuration(folder, 77);
        new EmbeddedBroker().queues(settings(inMemory), null).customize(configuration);
        broker = new RenewableBroker(configuration);
        broker.start();
    }

    static BrokerSettings settings(int inMemory) {
        return new BrokerSettings(
                Duration.ofSeconds(2), Duration.ofNanos(300_000), DataSize.ofMegabytes(10), 10, DataSize.ofMegabytes(1), inMemory, 10_000);
    }

    static Configuration configuration(Path folder, int serverID) throws Exception {
        return new ConfigurationImpl()
                .setSecurityEnabled(false)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .addAcceptorConfiguration("in-vm", "vm://" + serverID);
    }

    private Path nextPage() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("paging"))) {
            Path last = files.filter(file -> file.toString().endsWith(".page")).max(Comparator.naturalOrder()).orElseThrow();
            int number = Integer.parseInt(last.getFileName().toString().replace(".page", ""));
            return last.resolveSibling("%09d.page".formatted(number + 1));
        }
    }

    private static void sendAll(String prefix, int count, List<String> stored) throws Exception {
        for (int sent = 0; sent < count; sent++) {
            String text = prefix + " " + sent + " " + PADDING;
            send(1, text, Duration.ZERO);
            stored.add(text);
        }
    }

    /** What was refused, of more than a page takes. */
    private static String sendUntilRefused(String prefix, List<String> stored) {
        List<String> sent = new ArrayList<>();
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> sendAll(prefix, 100, sent));
        stored.addAll(sent);
        return prefix + " " + sent.size() + " " + PADDING;
    }

    private static void send(int count, String text, Duration later) throws Exception {
        try (ActiveMQConnection connection = connect(); Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            MessageProducer producer = session.createProducer(QUEUE);
            for (int sent = 0; sent < count; sent++) {
                Message message = session.createTextMessage(text);
                message.setStringProperty("_AMQ_DUPL_ID", text.trim() + " " + sent);
                if (!later.isZero()) {
                    message.setLongProperty("_AMQ_SCHED_DELIVERY", Instant.now().plus(later).toEpochMilli());
                }
                producer.send(message);
            }
            session.commit();
        }
    }

    private static List<String> receive(int most) throws Exception {
        List<String> received = new ArrayList<>();
        try (ActiveMQConnection connection = connect(); Session session = connection.createSession()) {
            connection.start();
            var consumer = session.createConsumer(QUEUE);
            while (received.size() < most) {
                Message next = consumer.receive(20_000);
                if (next == null) {
                    break;
                }
                received.add(next.getBody(String.class));
            }
        }
        return received;
    }

    private static ActiveMQConnection connect() throws Exception {
        return (ActiveMQConnection) new ActiveMQConnectionFactory("vm://77").createConnection();
    }
}
