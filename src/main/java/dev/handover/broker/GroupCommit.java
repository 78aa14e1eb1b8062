package dev.handover.broker;

import dev.handover.broker.PendingSend.Told;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.List;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsConfiguration.CamelJmsTemplate;
import org.apache.camel.component.jms.MessageSentCallback;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.core.MessageCreator;

/**
 * Stores what comes while others are being stored in one transaction, as databases do: all of it is stored, or none.
 *
 * <p>{@value #AT_ONCE} groups are stored at a time. Who comes while there are fewer is stored by itself and at once; the others
 * wait, and the first of them stores all that wait when its turn comes.
 *
 * <p>A group that surely was not stored is stored one by one: a transaction with a message that the broker has already is rolled
 * back, while that message by itself is dropped. Whether a group is stored that the broker did not confirm is not known, and each
 * of it fails.
 */
final class GroupCommit extends CamelJmsTemplate {

    static final int AT_ONCE = 2;

    private final JmsTemplate transactions;
    private final PendingSends pending = new PendingSends(AT_ONCE);

    GroupCommit(JmsConfiguration configuration, ConnectionFactory connections) {
        super(configuration, connections);
        transactions = new JmsTemplate(connections);
        transactions.setSessionTransacted(true);
    }

    @Override
    public void send(String queue, MessageCreator message, MessageSentCallback sent) {
        PendingSend own = new PendingSend(queue, message, sent);
        Told told = pending.comesInAtOnce(own) ? Told.GO_ON : own.told();
        if (told == Told.GO_ON) {
            try {
                store(pending.groupOf(own));
            } finally {
                pending.handOver();
            }
        } else if (told == Told.BY_YOURSELF) {
            alone(own);
        }
    }

    private void store(List<PendingSend> group) {
        PendingSend first = group.get(0);
        List<PendingSend> others = group.subList(1, group.size());
        if (others.isEmpty()) {
            alone(first);
            return;
        }
        Transaction transaction = new Transaction(group);
        try {
            transactions.execute(transaction::commit);
            others.forEach(other -> other.tell(Told.STORED));
        } catch (RuntimeException | Error e) {
            if (transaction.inDoubt(e)) {
                others.forEach(other -> other.fail(e));
                throw e;
            }
            others.forEach(other -> other.tell(Told.BY_YOURSELF));
            alone(first);
        }
    }

    private void alone(PendingSend one) {
        super.send(one.queue(), one.message(), one.sent());
    }

    private final class Transaction {

        private final List<PendingSend> group;
        private boolean committing;

        Transaction(List<PendingSend> group) {
            this.group = group;
        }

        Void commit(Session session) throws JMSException {
            for (PendingSend each : group) {
                Destination queue = resolveDestinationName(session, each.queue());
                try (MessageProducer producer = createProducer(session, queue)) {
                    Message message = each.message().createMessage(session);
                    doSend(producer, message);
                    if (each.sent() != null) {
                        each.sent().sent(session, message, queue);
                    }
                }
            }
            committing = true;
            session.commit();
            return null;
        }

        boolean inDoubt(Throwable failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof ActiveMQDuplicateIdException) {
                    return false;
                }
            }
            return committing;
        }
    }
}
