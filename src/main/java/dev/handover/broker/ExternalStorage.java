package dev.handover.broker;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import java.time.Duration;
import java.util.Optional;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tries every second whether an external broker stores: sends a message to the queue {@code transfers} in a transaction, and
 * takes it back. Nobody ever sees it, and a broker that is away, refuses us or blocks senders shows.
 *
 * <p>A trial that hangs is trouble after {@value #PATIENCE_SECONDS} s. Callbacks are tried all the same: the broker may be back
 * before the next trial, and OpenIM sends each one once.
 */
@Component
@ConditionalOnBooleanProperty(name = "spring.artemis.embedded.enabled", havingValue = false)
class ExternalStorage implements Storage {

    private static final Logger LOG = LoggerFactory.getLogger(ExternalStorage.class);
    private static final long PATIENCE_SECONDS = 5;

    private final JmsTemplate broker;
    private volatile long begun = System.nanoTime();
    private volatile boolean trying;
    private volatile String trouble = "the external broker was not asked yet";

    ExternalStorage(@Qualifier("questions") ActiveMQConnectionFactory connections) {
        this.broker = new JmsTemplate(new CachingConnectionFactory(connections));
        this.broker.setSessionTransacted(true);
    }

    @Override
    public Optional<String> trouble() {
        boolean hangs = trying && System.nanoTime() - begun > Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        return hangs ? Optional.of("the external broker does not answer") : Optional.ofNullable(trouble);
    }

    @Scheduled(fixedDelay = 1000)
    void look() {
        begun = System.nanoTime();
        trying = true;
        String found = tried();
        trying = false;
        if (found != null && !found.equals(trouble)) {
            LOG.error("Events cannot be stored: {}", found);
        } else if (found == null && trouble != null) {
            LOG.info("The external broker stores events");
        }
        trouble = found;
    }

    private String tried() {
        try {
            broker.execute(session -> {
                try (MessageProducer producer = session.createProducer(session.createQueue(QueueLook.TRANSFERS))) {
                    producer.send(session.createMessage());
                    session.rollback();
                    return null;
                }
            });
            return null;
        } catch (RuntimeException e) {
            LOG.debug("The external broker does not store", e);
            return "the external broker does not store events (" + name(e) + ")";
        }
    }

    /** Artemis' own messages may have the broker's url, and what else a url can hold. */
    private static String name(Throwable failure) {
        return failure.getCause() instanceof JMSException cause && cause.getErrorCode() != null
                ? cause.getErrorCode()
                : failure.getClass().getSimpleName();
    }
}
