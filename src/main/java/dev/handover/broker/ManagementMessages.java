package dev.handover.broker;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.management.ResourceNames;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.management.JMSManagementHelper;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Asks the broker, embedded or external, by messages of its own management.
 *
 * <p>No question hangs: a broker that does not answer within {@value #PATIENCE} ms, or cannot be reached, is a JMSException.
 */
@Component
class ManagementMessages {

    private static final long PATIENCE = 5_000;

    private final ActiveMQConnectionFactory connections;

    ManagementMessages(@Qualifier("questions") ActiveMQConnectionFactory connections) {
        this.connections = connections;
    }

    /** Opens a connection for some questions, and closes it. */
    <T> T ask(Questions<T> questions) throws JMSException {
        try (Connection connection = connections.createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            TemporaryQueue replies = session.createTemporaryQueue();
            Queue management = ActiveMQJMSClient.createQueue("activemq.management");
            return questions.ask(new Answers(
                    session, session.createProducer(management), replies, session.createConsumer(replies)));
        }
    }

    /** Some questions that belong together. */
    interface Questions<T> {
        T ask(Answers broker) throws JMSException;
    }

    /** What the broker answers over one connection; nothing about a queue that there is not. */
    record Answers(Session session, MessageProducer questions, TemporaryQueue replies, MessageConsumer answers) {

        Object[] queueNames() throws JMSException {
            Message question = session.createMessage();
            JMSManagementHelper.putOperationInvocation(question, ResourceNames.BROKER, "getQueueNames");
            return (Object[]) answer(question).orElseThrow(() -> new JMSException("The broker does not tell its queues"));
        }

        Optional<Object> call(String queue, String operation, String... parameters) throws JMSException {
            Message question = session.createMessage();
            try {
                JMSManagementHelper.putOperationInvocation(question, ResourceNames.QUEUE + queue, operation, (Object[]) parameters);
            } catch (Exception e) {
                throw new IllegalArgumentException("A text is a parameter that can be sent", e);
            }
            return answer(question);
        }

        /** A number that the broker keeps about a queue; 0 when there is no such queue. */
        long number(String queue, String attribute) throws JMSException {
            Message question = session.createMessage();
            JMSManagementHelper.putAttribute(question, ResourceNames.QUEUE + queue, attribute);
            return answer(question).map(number -> ((Number) number).longValue()).orElse(0L);
        }

        private Optional<Object> answer(Message question) throws JMSException {
            question.setJMSReplyTo(replies);
            questions.send(question);
            Message answer = answers.receive(PATIENCE);
            if (answer == null) {
                throw new JMSException("The broker does not answer");
            }
            if (!JMSManagementHelper.hasOperationSucceeded(answer)) {
                return Optional.empty();
            }
            try {
                return Optional.ofNullable(JMSManagementHelper.getResult(answer));
            } catch (Exception e) {
                throw new IllegalStateException("The broker's answer cannot be read", e);
            }
        }
    }
}
