package dev.handover.deadletters;

import dev.handover.broker.DestinationQueues;
import dev.handover.delivery.OutcomeLine;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jms.InvalidDestinationException;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.stereotype.Component;

/**
 * The dead letters of a destination.
 *
 * <p>Each letter is replayed in a transaction of its own, which takes it and sends its event to the destination's queue
 * again as if it had never been tried, with a line for the audit: none can vanish in between, and one that fails again comes back.
 */
@Component
public class DeadLetters {

    /** As many letters as one answer lists at most. */
    static final int LISTED = 1000;

    private static final List<String> TOLD =
            List.of(
            "eventID", "kind", "destinations", "facts", "recipient", "recipients", "language", "timezone", "because", "traceparent");

    private final JmsTemplate jms;
    private final JmsTemplate looks;

    DeadLetters(@Qualifier("deliveries") ConnectionFactory deliveries, @Qualifier("questions") ConnectionFactory questions) {
        this.jms = new JmsTemplate(deliveries);
        this.jms.setSessionTransacted(true);
        this.looks = new JmsTemplate(questions);
    }

    /** The oldest letters of a destination, {@value #LISTED} at most. */
    List<DeadLetter> list(String destination) {
        return oldest(destination, LISTED);
    }

    /**
     * The oldest letters of a destination, and no more of them than are asked for.
     *
     * @throws org.springframework.jms.JmsException when the broker is away or does not answer; after some seconds at the latest
     */
    public List<DeadLetter> oldest(String destination, int most) {
        return browse(destination, null, most);
    }

    /** The letters of one event: one for each recipient that was given up. */
    List<DeadLetter> show(String destination, UUID eventID) {
        return browse(destination, selector(eventID), LISTED);
    }

    /** Replays the letters of one event, and answers how many there were. */
    public int replay(String destination, UUID eventID) {
        return replay(destination, selector(eventID), Integer.MAX_VALUE);
    }

    /** Replays every letter that there is now, and answers how many there were. Those that come back meanwhile stay. */
    public int replayAll(String destination) {
        int now = look(destination, null, browser -> count(browser.getEnumeration()), 0);
        return now == 0 ? 0 : replay(destination, null, now);
    }

    private List<DeadLetter> browse(String destination, String selector, int most) {
        return look(destination, selector, browser -> {
            List<DeadLetter> letters = new ArrayList<>();
            Enumeration<?> messages = browser.getEnumeration();
            while (letters.size() < most && messages.hasMoreElements()) {
                letters.add(DeadLetter.of((Message) messages.nextElement()));
            }
            return letters;
        }, List.of());
    }

    /** An external broker makes the queue with the first letter; before it there is none to look at. */
    private <T> T look(String destination, String selector, Look<T> look, T nothing) {
        try {
            T found = looks.browseSelected(DestinationQueues.deadLetters(destination), selector, (session, browser) -> look.at(browser));
            return found == null ? nothing : found;
        } catch (InvalidDestinationException noQueueYet) {
            return nothing;
        }
    }

    private interface Look<T> {
        T at(QueueBrowser browser) throws JMSException;
    }

    private int replay(String destination, String selector, int most) {
        Integer replayed = jms.execute(
                session -> {
                    Queue target = session.createQueue(DestinationQueues.queue(destination));
                    try (MessageConsumer letters =
                                    session.createConsumer(session.createQueue(DestinationQueues.deadLetters(destination)), selector);
                            MessageProducer producer = session.createProducer(target);
                            MessageProducer audit = session.createProducer(session.createQueue(OutcomeLine.QUEUE))) {
                        int count = 0;
                        Message letter;
                        while (count < most && (letter = letters.receiveNoWait()) != null) {
                            Message again = again(session, letter);
                            producer.send(again);
                            if (!destination.equals(OutcomeLine.AUDIT)) {
                                audit.send(OutcomeLine.of("replayed", destination, again).message(session));
                            }
                            session.commit();
                            count++;
                        }
                        return count;
                    }
                },
                true);
        return replayed == null ? 0 : replayed;
    }

    /** A new message, so that nothing of the old attempts, and no duplicate id, goes with it; what it tells whom does. */
    private static Message again(Session session, Message letter) throws JMSException {
        Message message = session.createTextMessage(letter.getBody(String.class));
        for (String header : TOLD) {
            if (letter.propertyExists(header)) {
                message.setStringProperty(header, letter.getStringProperty(header));
            }
        }
        String replays = letter.getStringProperty("replays");
        message.setStringProperty("replays", String.valueOf(replays == null ? 1 : Integer.parseInt(replays) + 1));
        return message;
    }

    private static int count(Enumeration<?> messages) {
        int count = 0;
        while (messages.hasMoreElements()) {
            messages.nextElement();
            count++;
        }
        return count;
    }

    private static String selector(UUID eventID) {
        return "eventID = '" + eventID + "'";
    }
}
