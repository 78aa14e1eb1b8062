package dev.handover.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/**
 * One delivery that was given up.
 *
 * @param eventID the event's id; an event has a dead letter for each recipient that was given up
 * @param kind which line a letter of the audit is; null for an event
 * @param recipient whom a mail or a Slack message was for; empty: the channel of the settings; null elsewhere
 * @param reason a short label, the same for all destinations; {@code broker} when the broker itself gave up
 * @param failure what happened last, in one line without secrets
 * @param attempts how often it was tried
 * @param firstAttempt when the first attempt failed (RFC 3339, UTC)
 * @param lastAttempt when the last attempt failed (RFC 3339, UTC)
 * @param event the event; null where letters are only listed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        String eventID,
        String kind,
        String recipient,
        String reason,
        String failure,
        int attempts,
        String firstAttempt,
        String lastAttempt,
        @JsonRawValue String event) {

    static DeadLetter of(Message message) throws JMSException {
        boolean ours = message.propertyExists("reason");
        return new DeadLetter(
                message.getStringProperty("eventID"),
                message.getStringProperty("kind"),
                message.getStringProperty("recipient"),
                ours ? message.getStringProperty("reason") : "broker",
                message.getStringProperty("failure"),
                message.propertyExists("attempts") ? message.getIntProperty("attempts") : 0,
                message.getStringProperty("firstAttempt"),
                message.getStringProperty("lastAttempt"),
                message.getBody(String.class));
    }

    DeadLetter withoutEvent() {
        return new DeadLetter(eventID, kind, recipient, reason, failure, attempts, firstAttempt, lastAttempt, null);
    }
}
