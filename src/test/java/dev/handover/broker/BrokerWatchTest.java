package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.settings.DataDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.availability.ApplicationAvailabilityBean;
import org.springframework.context.support.GenericApplicationContext;

@Timeout(30)
class BrokerWatchTest {

    private static final int SERVER_ID = 81;

    @TempDir
    private Path folder;

    private final CountDownLatch restarts = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private RenewableBroker broker;

    @BeforeEach
    void starts() throws Exception {
        EmbeddedBrokerTest.isSilent();
        broker = new Hanging();
        broker.start();
    }

    @AfterEach
    void stops() throws Exception {
        goesOn.countDown();
        broker.stop();
    }

    @Test
    void stopsWhileABrokerIsStartedOnADiskThatHangs() throws Exception {
        try (DataDirectory data = new DataDirectory(folder)) {
            BrokerWatch watch = watch(data);
            watch.begin();
            broker.getActiveMQServer().stop();
            Thread looks = new Thread(watch::look, "looks");
            looks.start();
            restarts.await();
            Thread stop = new Thread(watch::end, "stop");
            stop.start();
            stop.join(10_000);
            assertThat(stop.isAlive()).as("waits for the broker").isFalse();
            assertThat(looks.isAlive()).as("still starts the broker").isTrue();
            goesOn.countDown();
            looks.join();
            assertThat(watch.trouble()).contains("the broker is stopped");
        }
    }

    private BrokerWatch watch(DataDirectory data) {
        BrokerSettings settings = EmbeddedBrokerTest.settings(1);
        GenericApplicationContext context = new GenericApplicationContext();
        context.refresh();
        return new BrokerWatch(
                broker,
                new DeadLetterNet(broker, settings, 1, Duration.ofSeconds(1)),
                new Headroom(data, settings),
                context,
                new ApplicationAvailabilityBean(),
                new ActiveMQConnectionFactory("vm://" + SERVER_ID));
    }

    /** As one whose journal cannot be read for now. */
    private final class Hanging extends RenewableBroker {

        Hanging() throws Exception {
            super(EmbeddedBrokerTest.configuration(folder, SERVER_ID));
        }

        @Override
        void restart() throws Exception {
            restarts.countDown();
            goesOn.await();
        }
    }
}
