package dev.handover.broker;

import dev.handover.settings.DataDirectory;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisConfigurationCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the embedded broker keeps events. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("spring.artemis.embedded.enabled")
class EmbeddedBroker {

    /** Pages of which the heap holds some for each queue: one of Artemis' own, of 10 MiB, takes more than all that else lives there. */
    private static final int PAGE = 1 << 20;

    /** What is read from the pages ahead, beyond what was in memory before: messages, and bytes of them. */
    private static final int AHEAD = 2_000;
    private static final int AHEAD_BYTES = 8 << 20;

    /** Dead letters that are looked through for one; Artemis finds none beyond those that it reads ahead. */
    private static final int LETTERS_IN_MEMORY = 20_000;

    /**
     * Threads for the broker's work, whose tasks take some microseconds; of those that come from Handover none waits for one that has
     * not begun. Each task wakes a thread that is idle, and with more of them more are. (Pages and the journal have threads of their own.)
     */
    private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    /**
     * Threads for its clock, which also forces the pages, and waits for a queue that takes back what is to be tried again. Artemis' own
     * 30 and 5 are all kept as soon as events come, at 100 KB each.
     */
    private static final int CLOCK_THREADS = 4;

    /** Threads of the connections to it, which do nothing that waits: for what it sends, and for asking it for more. */
    private static final int CLIENT_THREADS = 8;
    private static final int ASKING_THREADS = 2;

    /** Of the heap, half of which Artemis would take otherwise: beyond it events wait on disk alone. */
    private static final int MEMORY = Math.toIntExact(Math.min(Runtime.getRuntime().maxMemory() / 4, 1 << 30));

    /** @param data asked for first: of two instances on one folder, Artemis would let the second wait without a word */
    @Bean
    ArtemisConfigurationCustomizer queues(BrokerSettings settings, DataDirectory data) {
        return configuration -> {
            int bufferTimeout = Math.toIntExact(settings.journalBufferTimeout().toNanos());
            configuration.setJournalBufferTimeout_NIO(bufferTimeout);
            // Its own is ten times as long, and every callback would wait for it while many events wait.
            configuration.setPageSyncTimeout(bufferTimeout);
            // Its own limit would block senders without a word; ours refuses them, and long before.
            configuration.setMaxDiskUsage(-1);
            configuration.setGlobalMaxSize(MEMORY);
            configuration.setThreadPoolMaxSize(THREADS);
            configuration.setScheduledThreadPoolMaxSize(CLOCK_THREADS);
            configuration.setJournalFileSize(Math.toIntExact(settings.journalFileSize().toBytes()));
            configuration.setJournalCompactMinFiles(settings.journalCompactMinFiles());
            configuration.addAddressSetting("transfers.#", waiting(settings));
            configuration.addAddressSetting("dead.transfers.#", kept().setMaxSizeMessages(LETTERS_IN_MEMORY));
        };
    }

    /** In place of Spring Boot's, which is Artemis' own. Its customizers are asked in the same way. */
    @Bean(initMethod = "begin", destroyMethod = "stop")
    RenewableBroker embeddedActiveMq(
            org.apache.activemq.artemis.core.config.Configuration configuration, ObjectProvider<ArtemisConfigurationCustomizer> customizers) {
        customizers.orderedStream().forEach(customizer -> customizer.customize(configuration));
        ActiveMQClient.setGlobalThreadPoolProperties(CLIENT_THREADS, CLOCK_THREADS, ASKING_THREADS);
        return new RenewableBroker(configuration);
    }

    /**
     * What waits to be delivered: as many messages in memory as well as on disk as is set.
     *
     * <p>Artemis 2.56 counts what waits for its next attempt at a start as read from the pages, for as long as it runs
     * (QueueImpl.reload); with less room than for all that can be in memory, nothing would be read from them any more.
     */
    static AddressSettings waiting(BrokerSettings settings) {
        return kept()
                .setMaxSizeMessages(settings.maxInMemory())
                .setPageSizeBytes(PAGE)
                .setMaxReadPageMessages(settings.maxInMemory() + AHEAD)
                .setMaxReadPageBytes(MEMORY + AHEAD_BYTES);
    }

    /** Durable, never deleted, paged to disk when many, and tried again later when a transaction is rolled back. */
    private static AddressSettings kept() {
        return new AddressSettings()
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setRedeliveryDelay(5_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(60_000)
                .setMaxDeliveryAttempts(-1);
    }
}
