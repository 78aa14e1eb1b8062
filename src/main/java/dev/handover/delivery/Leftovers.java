package dev.handover.delivery;

import dev.handover.broker.BrokerQueues;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/** What waits for a destination that was removed: discarded, each of it with a line for the audit in the same transaction. */
@Component
public class Leftovers {

    private static final int TOGETHER = 100;

    /** What the broker has let go may come a moment later. */
    private static final long PATIENCE = 500;

    private final JmsTemplate jms;
    private final BrokerQueues queues;

    Leftovers(@Qualifier("deliveries") ConnectionFactory connections, BrokerQueues queues) {
        this.jms = new JmsTemplate(connections);
        this.jms.setSessionTransacted(true);
        this.queues = queues;
    }

    /** Discards everything on the queue of a destination, and its dead letters, and answers how much that was. */
    public BrokerQueues.Counts discard(String destination) throws JMSException {
        queues.release(destination);
        return new BrokerQueues.Counts(
                discard(destination, "transfers." + destination), discard(destination, "dead.transfers." + destination));
    }

    private long discard(String destination, String queue) {
        Long discarded = jms.execute(
                session -> {
                    try (MessageConsumer left = session.createConsumer(session.createQueue(queue));
                            MessageProducer audit = session.createProducer(session.createQueue(OutcomeLine.QUEUE))) {
                        return discard(destination, session, left, audit);
                    }
                },
                true);
        return discarded == null ? 0 : discarded;
    }

    private static long discard(String destination, Session session, MessageConsumer left, MessageProducer audit) throws JMSException {
        long count = 0;
        for (Message each = left.receive(PATIENCE); each != null; each = left.receive(PATIENCE)) {
            if (!destination.equals(OutcomeLine.AUDIT)) {
                audit.send(OutcomeLine.of("dropped", destination, each).message(session));
            }
            if (++count % TOGETHER == 0) {
                session.commit();
            }
        }
        session.commit();
        return count;
    }
}
