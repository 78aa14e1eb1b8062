package dev.handover.broker;

import dev.handover.settings.DataDirectory;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisConfigurationCustomizer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the embedded broker keeps events. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("spring.artemis.embedded.enabled")
class EmbeddedBroker {

    /** @param data asked for first: of two instances on one folder, Artemis would let the second wait without a word */
    @Bean
    ArtemisConfigurationCustomizer queues(BrokerSettings settings, DataDirectory data) {
        return configuration -> {
            configuration.setJournalBufferTimeout_NIO(
                    Math.toIntExact(settings.journalBufferTimeout().toNanos()));
            // Its own limit would block senders without a word; ours refuses them, and long before.
            configuration.setMaxDiskUsage(-1);
            // Of the heap, half of which it would take otherwise: beyond it events wait on disk alone.
            configuration.setGlobalMaxSize(Runtime.getRuntime().maxMemory() / 4);
            configuration.setJournalFileSize(Math.toIntExact(settings.journalFileSize().toBytes()));
            configuration.setJournalCompactMinFiles(settings.journalCompactMinFiles());
            configuration.addAddressSetting("transfers.#", kept());
            configuration.addAddressSetting("dead.transfers.#", kept());
        };
    }

    /** Durable, never deleted, paged to disk when many, and tried again later when a transaction is rolled back. */
    static AddressSettings kept() {
        return new AddressSettings()
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeMessages(20_000)
                .setRedeliveryDelay(5_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(60_000)
                .setMaxDeliveryAttempts(-1);
    }
}
