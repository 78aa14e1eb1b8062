package dev.handover.broker;

import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Bounds how many failed deliveries of a destination wait for their next attempt.
 *
 * <p>The broker holds those that wait in memory, and all others on disk. A destination with so many of them is down:
 * its queue pauses until some have been tried again, and what has not been tried yet stays on disk meanwhile.
 */
@Component
@ConditionalOnBooleanProperty("spring.artemis.embedded.enabled")
class DelayLimit {

    private static final Logger LOG = LoggerFactory.getLogger(DelayLimit.class);

    private final EmbeddedActiveMQ broker;
    private final DestinationQueues destinations;
    private final CamelContext camel;
    private final int limit;

    DelayLimit(
            EmbeddedActiveMQ broker, DestinationQueues destinations, CamelContext camel, BrokerSettings settings) {
        this.broker = broker;
        this.destinations = destinations;
        this.camel = camel;
        this.limit = settings.maxDelayed();
    }

    @Scheduled(fixedDelay = 500)
    void look() {
        if (!broker.getActiveMQServer().isActive() || !camel.getStatus().isStarted()) {
            return;
        }
        for (String destination : destinations.names()) {
            Queue queue = broker.getActiveMQServer().locateQueue(SimpleString.of(DestinationQueues.queue(destination)));
            if (queue != null) {
                pace(queue);
            }
        }
    }

    /** The broker's queue pauses, not Camel's route: that would wait for deliveries under way, and break them off. */
    private void pace(Queue queue) {
        int delayed = queue.getScheduledCount();
        if (delayed >= limit && !queue.isPaused()) {
            LOG.warn("{}: pauses, for {} deliveries wait for their next attempt", queue.getName(), delayed);
            queue.pause();
        } else if (delayed < limit && queue.isPaused()) {
            queue.resume();
        }
    }
}
