package dev.handover.broker;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * Tries whether a broker stores: sends a message to the queue {@code transfers} in a transaction, and takes it back. Nobody ever
 * sees it, and a broker that is away, refuses us, blocks senders or waits for its disk shows.
 *
 * <p>A trial that hangs is trouble after {@value #PATIENCE_SECONDS} s. Callbacks are tried all the same: the broker may be back
 * before the next trial, and OpenIM sends each one once.
 */
final class StoreTrial {

    private static final Logger LOG = LoggerFactory.getLogger(StoreTrial.class);
    private static final long PATIENCE_SECONDS = 5;

    private final CachingConnectionFactory sessions;
    private final JmsTemplate broker;
    private final BooleanSupplier paging;
    private volatile long begun = System.nanoTime();
    private volatile boolean trying;
    private volatile boolean ended;
    private volatile Optional<String> trouble;

    /**
     * @param connections whose calls end in time when the broker does not answer
     * @param before what is wrong until the first trial has ended
     * @param paging whether the queue's messages go to pages now; nothing is tried then, and nothing is trouble
     */
    StoreTrial(ActiveMQConnectionFactory connections, Optional<String> before, BooleanSupplier paging) {
        this.paging = paging;
        this.sessions = new CachingConnectionFactory(connections);
        this.broker = new JmsTemplate(sessions);
        this.broker.setSessionTransacted(true);
        this.trouble = before;
    }

    /** Why the last trial did not store, or that one hangs; nothing when it did. */
    Optional<String> trouble() {
        boolean hangs = trying && System.nanoTime() - begun > Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        return hangs ? Optional.of("the broker does not answer") : trouble;
    }

    /** Makes a trial, which may take as long as some calls of the broker may; one at a time. */
    void make() {
        begun = System.nanoTime();
        trying = true;
        Optional<String> found = tried();
        trying = false;
        if (ended) {
            return;
        }
        if (found.isPresent() && !found.equals(trouble)) {
            LOG.error("Events cannot be stored: {}", found.get());
        } else if (found.isEmpty() && trouble.isPresent()) {
            LOG.info("The broker stores events");
        }
        trouble = found;
    }

    /** Closes the connection; nothing is found any more. */
    void end() {
        ended = true;
        sessions.destroy();
    }

    private Optional<String> tried() {
        try {
            // A page is not forced before it is full, and what is taken back stays in the broker's memory until its page is read.
            if (paging.getAsBoolean()) {
                return Optional.empty();
            }
            broker.execute(session -> {
                try (MessageProducer producer = session.createProducer(session.createQueue(QueueLook.TRANSFERS))) {
                    producer.send(session.createMessage());
                    // Answered when the disk has it.
                    session.rollback();
                    return null;
                }
            });
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.debug("The broker does not store", e);
            return Optional.of("the broker does not store events (" + name(e) + ")");
        }
    }

    /** Artemis' own messages may have the broker's url, and what else a url can hold. */
    private static String name(Throwable failure) {
        return failure.getCause() instanceof JMSException cause && cause.getErrorCode() != null
                ? cause.getErrorCode()
                : failure.getClass().getSimpleName();
    }
}
