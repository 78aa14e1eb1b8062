package dev.handover.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * What is on the queues of all destinations, those that there are no more among them; asked of the broker by messages of its
 * own management, embedded or external.
 */
@Component
public class BrokerQueues {

    private static final String PREFIX = "transfers.";
    private static final String DEAD = "dead.transfers.";

    private final ActiveMQConnectionFactory connections;

    BrokerQueues(@Qualifier("deliveries") ActiveMQConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * How many messages there are.
     *
     * @param waiting on the destination's queue, those in delivery and those that wait for another attempt among them
     * @param dead in its dead letters
     */
    public record Counts(long waiting, long dead) {}

    /** The counts of every destination that has a queue, by its name. */
    public SortedMap<String, Counts> counts() throws JMSException {
        return ask(management -> {
            SortedMap<String, Counts> counts = new TreeMap<>();
            for (Object each : (Object[]) management.call(ResourceNames.BROKER, "getQueueNames")) {
                String queue = String.valueOf(each);
                String name = queue.replaceFirst("^(dead\\.)?transfers\\.", "");
                if (!name.equals(queue)) {
                    counts.put(name, new Counts(count(management, PREFIX + name), count(management, DEAD + name)));
                }
            }
            return counts;
        });
    }

    /** Removes everything from the queue of a destination, and its dead letters, and answers how much that was. */
    public Counts discard(String destination) throws JMSException {
        return ask(management -> new Counts(remove(management, PREFIX + destination), remove(management, DEAD + destination)));
    }

    private static long count(Management management, String queue) throws JMSException {
        try {
            return ((Number) management.attribute(ResourceNames.QUEUE + queue, "messageCount")).longValue();
        } catch (NoSuchQueue e) {
            return 0;
        }
    }

    private static long remove(Management management, String queue) throws JMSException {
        try {
            return ((Number) management.call(ResourceNames.QUEUE + queue, "removeAllMessages")).longValue();
        } catch (NoSuchQueue e) {
            return 0;
        }
    }

    private <T> T ask(Question<T> question) throws JMSException {
        Queue queue = ActiveMQJMSClient.createQueue("activemq.management");
        try (Connection connection = connections.createQueueConnection()) {
            connection.start();
            QueueSession session = (QueueSession) connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            QueueRequestor requestor = new QueueRequestor(session, queue);
            return question.of(new Management(session, requestor));
        }
    }

    private interface Question<T> {
        T of(Management management) throws JMSException;
    }

    private static final class NoSuchQueue extends RuntimeException {}

    private record Management(QueueSession session, QueueRequestor requestor) {

        Object call(String resource, String operation) throws JMSException {
            Message message = session.createMessage();
            JMSManagementHelper.putOperationInvocation(message, resource, operation);
            return result(message);
        }

        Object attribute(String resource, String name) throws JMSException {
            Message message = session.createMessage();
            JMSManagementHelper.putAttribute(message, resource, name);
            return result(message);
        }

        private Object result(Message question) throws JMSException {
            Message answer = requestor.request(question);
            if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
                throw new NoSuchQueue();
            }
            try {
                return JMSManagementHelper.getResult(answer);
            } catch (Exception e) {
                throw new IllegalStateException("The broker's answer cannot be read", e);
            }
        }
    }
}
