package dev.handover.broker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.component.jms.MessageSentCallback;
import org.springframework.jms.JmsException;
import org.springframework.jms.UncategorizedJmsException;
import org.springframework.jms.core.MessageCreator;

/** A message that a thread wants to have stored, and what that thread is told while it waits. */
final class PendingSend {

    /** What becomes of one that waits. */
    enum Told {
        /** It is stored. */
        STORED,
        /** Its turn has come: it stores all that wait. */
        GO_ON,
        /** It is not stored: it stores itself. */
        BY_YOURSELF
    }

    private final String queue;
    private final MessageCreator message;
    private final MessageSentCallback sent;
    private final CompletableFuture<Told> told = new CompletableFuture<>();

    PendingSend(String queue, MessageCreator message, MessageSentCallback sent) {
        this.queue = queue;
        this.message = message;
        this.sent = sent;
    }

    String queue() {
        return queue;
    }

    MessageCreator message() {
        return message;
    }

    /** May be null. */
    MessageSentCallback sent() {
        return sent;
    }

    void tell(Told what) {
        told.complete(what);
    }

    /** It is not known to be stored. */
    void fail(Throwable cause) {
        told.completeExceptionally(cause);
    }

    /**
     * Waits until it is told.
     *
     * @throws JmsException when it failed
     */
    Told told() {
        try {
            return told.join();
        } catch (CompletionException e) {
            // Several threads fail by it.
            throw new UncategorizedJmsException("Not known to be stored, together with others", e.getCause());
        }
    }
}
