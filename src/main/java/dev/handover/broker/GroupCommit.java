package dev.handover.broker;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.camel.component.jms.JmsConfiguration;
import org.apache.camel.component.jms.JmsConfiguration.CamelJmsTemplate;
import org.apache.camel.component.jms.MessageSentCallback;
import org.springframework.jms.UncategorizedJmsException;
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
    private final Queue<Send> waiting = new ArrayDeque<>();
    private int underWay;

    GroupCommit(JmsConfiguration configuration, ConnectionFactory connections) {
        super(configuration, connections);
        transactions = new JmsTemplate(connections);
        transactions.setSessionTransacted(true);
    }

    @Override
    public void send(String queue, MessageCreator message, MessageSentCallback sent) {
        Send own = new Send(queue, message, sent, new CompletableFuture<>());
        Told told = comesInAtOnce(own) ? Told.GO_ON : own.told();
        if (told == Told.GO_ON) {
            try {
                store(groupOf(own));
            } finally {
                handOver();
            }
        } else if (told == Told.BY_YOURSELF) {
            alone(own);
        }
    }

    private synchronized boolean comesInAtOnce(Send own) {
        boolean room = underWay < AT_ONCE;
        if (room) {
            underWay++;
        } else {
            waiting.add(own);
        }
        return room;
    }

    private synchronized List<Send> groupOf(Send first) {
        List<Send> group = new ArrayList<>(waiting.size() + 1);
        group.add(first);
        group.addAll(waiting);
        waiting.clear();
        return group;
    }

    private synchronized void handOver() {
        Send next = waiting.poll();
        if (next == null) {
            underWay--;
        } else {
            next.tell(Told.GO_ON);
        }
    }

    private void store(List<Send> group) {
        Send first = group.get(0);
        List<Send> others = group.subList(1, group.size());
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

    private void alone(Send one) {
        super.send(one.queue, one.message, one.sent);
    }

    /** What becomes of one that waits. */
    private enum Told {
        STORED,
        GO_ON,
        BY_YOURSELF
    }

    private record Send(String queue, MessageCreator message, MessageSentCallback sent, CompletableFuture<Told> outcome) {

        void tell(Told told) {
            outcome.complete(told);
        }

        void fail(Throwable cause) {
            outcome.completeExceptionally(cause);
        }

        Told told() {
            try {
                return outcome.join();
            } catch (CompletionException e) {
                // Several threads fail by it.
                throw new UncategorizedJmsException("Not known to be stored, together with others", e.getCause());
            }
        }
    }

    private final class Transaction {

        private final List<Send> group;
        private boolean committing;

        Transaction(List<Send> group) {
            this.group = group;
        }

        Void commit(Session session) throws JMSException {
            for (Send each : group) {
                Destination queue = resolveDestinationName(session, each.queue);
                try (MessageProducer producer = createProducer(session, queue)) {
                    Message message = each.message.createMessage(session);
                    doSend(producer, message);
                    if (each.sent != null) {
                        each.sent.sent(session, message, queue);
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
