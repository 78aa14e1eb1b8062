package dev.handover.broker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

/**
 * The net below the routes: a delivery that even its failure handling could not end, such as one that fails to send
 * the event back, is rolled back, and given up by the broker itself into the destination's dead letters.
 */
@Component
@ConditionalOnBooleanProperty("spring.artemis.embedded.enabled")
public class DeadLetterNet {

    private final EmbeddedActiveMQ broker;
    private final BrokerSettings settings;
    private final int maxAttempts;
    private final Duration maxDelay;
    private volatile Collection<String> destinations = List.of();

    DeadLetterNet(
            EmbeddedActiveMQ broker,
            BrokerSettings settings,
            @Value("${handover.delivery.max-attempts}") int maxAttempts,
            @Value("${handover.delivery.max-delay}") Duration maxDelay) {
        this.broker = broker;
        this.settings = settings;
        this.maxAttempts = maxAttempts;
        this.maxDelay = maxDelay;
    }

    /**
     * Spreads the net below these destinations, before anything is delivered to them.
     *
     * @throws IllegalStateException when the broker cannot be started, or cannot store the queues
     */
    public void spread(Collection<String> names) {
        destinations = List.copyOf(names);
        broker.getActiveMQServer();
        try {
            spread();
        } catch (Exception e) {
            throw new IllegalStateException("The broker cannot make the queues of the dead letters", e);
        }
    }

    /** Each dead-letter queue is on an address of its own name: one that the broker made itself would not be. */
    void spread() throws Exception {
        ActiveMQServer server = broker.getActiveMQServer();
        for (String destination : destinations) {
            String queue = DestinationQueues.deadLetters(destination);
            server.createQueue(
                    QueueConfiguration.of(queue)
                            .setAddress(queue)
                            .setRoutingType(RoutingType.ANYCAST)
                            .setDurable(true)
                            .setAutoDelete(false),
                    true);
            AddressSettings netted = EmbeddedBroker.waiting(settings)
                    .setDeadLetterAddress(SimpleString.of(queue))
                    .setMaxRedeliveryDelay(maxDelay.toMillis())
                    .setMaxDeliveryAttempts(maxAttempts);
            server.getAddressSettingsRepository().addMatch(DestinationQueues.queue(destination), netted);
        }
    }
}
