package dev.handover.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.Test;

/** Readiness with an external broker that does not do its part. */
class ExternalStorageTest {

    @Test
    void saysThatABrokerIsAway() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        ExternalStorage storage = new ExternalStorage(connections(port));
        storage.look();
        assertThat(storage.trouble().orElseThrow()).contains("does not store").doesNotContain(String.valueOf(port));
    }

    @Test
    void doesNotWaitForABrokerThatTakesConnectionsAndSaysNothing() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            ExternalStorage storage = new ExternalStorage(connections(mute.getLocalPort()));
            Thread look = new Thread(storage::look);
            look.setDaemon(true);
            look.start();
            await().atMost(Duration.ofSeconds(40)).until(() -> !look.isAlive());
            assertThat(storage.trouble()).isNotEqualTo(Optional.empty());
        }
    }

    private static ActiveMQConnectionFactory connections(int port) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + port);
        factory.setCallTimeout(300);
        factory.setReconnectAttempts(0);
        return factory;
    }
}
