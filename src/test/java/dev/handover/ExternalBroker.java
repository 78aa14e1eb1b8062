package dev.handover;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Sets up a Handover whose broker is another server, listening on a port of its own; the server is a bean, so that the
 * test can stop it, start it again and look into its queues. Mail and Slack go to the outbox and to a {@link SlackStub}.
 */
final class ExternalBroker extends Running.Setup {

    @Override
    String[] settings(ConfigurableApplicationContext context) {
        try {
            String url = "tcp://127.0.0.1:" + freePort();
            Path folder = Files.createTempDirectory("broker-");
            EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
            broker.setConfiguration(configuration(url, folder));
            broker.start();
            SpringApplication.getShutdownHandlers().add(() -> {
                stop(broker);
                FileSystemUtils.deleteRecursively(folder.toFile());
            });
            SlackStub slack = new SlackStub();
            context.getBeanFactory().registerSingleton("externalBroker", broker);
            context.getBeanFactory().registerSingleton("slackStub", slack);
            return new String[] {
                "ARTEMIS_MODE=native",
                // Else what is under way when it falls silent is given up after 30 s, which each test would wait for.
                "ARTEMIS_BROKER_URL=" + url + "?callTimeout=5000",
                // Derived from the mode before a test's settings are known.
                "handover.embedded-broker=false",
                "SLACK_WEBHOOK_URL=" + slack.url() + "/hook",
                "DELIVERY_FIRST_RETRY=200ms",
                "DELIVERY_MAX_DELAY=2s",
            };
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ConfigurationImpl configuration(String url, Path folder) throws Exception {
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setSecurityEnabled(false);
        configuration.setPersistenceEnabled(true);
        configuration.setJournalDirectory(folder.resolve("journal").toString());
        configuration.setBindingsDirectory(folder.resolve("bindings").toString());
        configuration.setPagingDirectory(folder.resolve("paging").toString());
        configuration.setLargeMessagesDirectory(folder.resolve("large").toString());
        configuration.addAcceptorConfiguration("tcp", url);
        return configuration;
    }

    private static void stop(EmbeddedActiveMQ broker) {
        try {
            broker.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
