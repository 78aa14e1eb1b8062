package dev.handover.broker;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jms.core.MessageCreator;

/** A message that is to be stored, and who is told what became of it. */
final class PendingSend implements MessageCreator {

    private static final Logger LOG = LoggerFactory.getLogger(PendingSend.class);

    private final String queue;
    private final MessageCreator message;
    private final Consumer<Throwable> told;
    private boolean unfit;

    /** @param told is told once, on the thread that stored it: null when it is stored, else why that is not known */
    PendingSend(String queue, MessageCreator message, Consumer<Throwable> told) {
        this.queue = queue;
        this.message = message;
        this.told = told;
    }

    String queue() {
        return queue;
    }

    @Override
    public Message createMessage(Session session) throws JMSException {
        unfit = true;
        Message made = message.createMessage(session);
        unfit = false;
        return made;
    }

    /** No message can be made of it; that says nothing about the broker. */
    boolean isUnfit() {
        return unfit;
    }

    void stored() {
        tell(null);
    }

    void failed(Throwable cause) {
        tell(cause);
    }

    private void tell(Throwable failure) {
        try {
            told.accept(failure);
        } catch (RuntimeException | Error e) {
            // The others of its group are to be told all the same.
            LOG.error("Who stored a message could not be told", e);
        }
    }
}
