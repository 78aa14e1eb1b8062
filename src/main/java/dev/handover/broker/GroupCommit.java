package dev.handover.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.jms.core.JmsTemplate;

/**
 * Stores what comes while others are being stored in one transaction, as databases do: all of it is stored, or none. Who
 * wants something stored does not wait, but is told.
 *
 * <p>{@value #AT_ONCE} groups are stored at a time, by as many threads. What comes while one of them has nothing to do is stored at
 * once.
 *
 * <p>A group that surely was not stored is stored one by one, until the broker fails again: a transaction with a message that the
 * broker has already is rolled back, while that message by itself is dropped. Whether a group is stored that the broker did not
 * confirm is not known, and each of it fails.
 */
final class GroupCommit {

    static final int AT_ONCE = 2;

    private final JmsTemplate single;
    private final JmsTemplate transactions;
    private final Executor threads;
    private final BlockingQueue<PendingSend> waiting = new LinkedBlockingQueue<>();

    /**
     * @param single stores one message, and drops one that the broker has already
     * @param threads {@value #AT_ONCE} of them, and any number of tasks
     */
    GroupCommit(JmsTemplate single, Executor threads) {
        this.single = single;
        this.threads = threads;
        transactions = new JmsTemplate(single.getConnectionFactory());
        transactions.setSessionTransacted(true);
    }

    /**
     * Has it stored, and told so.
     *
     * @throws RejectedExecutionException when Handover stops; it is not told then
     */
    void store(PendingSend one) {
        waiting.add(one);
        try {
            // One task for each: that of one that was stored in a group before finds nothing to do, or what came since.
            threads.execute(this::storeAllThatWait);
        } catch (RuntimeException | Error noThread) {
            // Unless another one's task has taken it.
            if (waiting.remove(one)) {
                throw noThread;
            }
        }
    }

    private void storeAllThatWait() {
        List<PendingSend> group = new ArrayList<>();
        waiting.drainTo(group);
        if (group.size() > 1) {
            together(group);
        } else {
            oneByOne(group);
        }
    }

    private void together(List<PendingSend> group) {
        Transaction transaction = new Transaction(group);
        try {
            transactions.execute(transaction::commit);
        } catch (RuntimeException | Error e) {
            if (transaction.inDoubt(e)) {
                fail(group, e);
            } else {
                oneByOne(group);
            }
            return;
        }
        group.forEach(PendingSend::stored);
    }

    private void oneByOne(List<PendingSend> group) {
        for (int next = 0; next < group.size(); next++) {
            PendingSend one = group.get(next);
            try {
                single.send(one.queue(), one);
            } catch (RuntimeException | Error e) {
                one.failed(e);
                if (one.isUnfit()) {
                    continue;
                }
                // With a broker that does not answer each would take as long.
                fail(group.subList(next + 1, group.size()), e);
                return;
            }
            one.stored();
        }
    }

    private static void fail(List<PendingSend> group, Throwable cause) {
        for (PendingSend each : group) {
            // Of its own, for others may add to it.
            each.failed(new UncategorizedJmsException("Not known to be stored, together with others", cause));
        }
    }

    private static final class Transaction {

        private final List<PendingSend> group;
        private boolean committing;

        Transaction(List<PendingSend> group) {
            this.group = group;
        }

        Void commit(Session session) throws JMSException {
            for (PendingSend each : group) {
                try (MessageProducer producer = session.createProducer(ActiveMQDestination.createQueue(each.queue()))) {
                    Message message = each.createMessage(session);
                    producer.send(message);
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
