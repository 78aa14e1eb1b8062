package dev.handover.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.digest.Sha256;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Locale;

/**
 * How one delivery ended, as a line for the audit.
 *
 * <p>The audit's queue is {@value #QUEUE}; whoever sends this there does so in the transaction that ends the delivery.
 *
 * @param kind delivered, filtered, dead, replayed or dropped
 * @param eventID the event's id; null when the message was no event
 * @param destination the destination
 * @param recipient whom the delivery was for; null where a destination has no recipients. Only a fingerprint is told
 * @param replay how often the delivery had been replayed from the dead letters; 0: never
 * @param fields what is told besides
 */
public record OutcomeLine(
        String kind, String eventID, String destination, String recipient, int replay, ObjectNode fields) {

    /** Where lines for the audit go. */
    public static final String QUEUE = "transfers.audit";

    /** The destination of which nothing is told: its own line is its delivery. */
    public static final String AUDIT = "audit";

    /** A line of which nothing more is told. */
    public static OutcomeLine of(String kind, String destination, Message delivery) throws JMSException {
        int replays = delivery.propertyExists("replays") ? Integer.parseInt(delivery.getStringProperty("replays")) : 0;
        return new OutcomeLine(
                kind,
                delivery.getStringProperty("eventID"),
                destination,
                delivery.getStringProperty("recipient"),
                replays,
                JsonNodeFactory.instance.objectNode());
    }

    /** The line's own fields, in their order. */
    public String json() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        if (eventID != null) {
            line.put("id", eventID);
        }
        line.put("destination", destination);
        if (recipient != null && !recipient.isEmpty()) {
            line.put("recipient", fingerprint(eventID, recipient));
        }
        if (replay > 0) {
            line.put("replay", replay);
        }
        return line.setAll(fields).toString();
    }

    /** The message that the audit takes. */
    public Message message(Session session) throws JMSException {
        Message message = session.createTextMessage(json());
        message.setStringProperty("kind", kind);
        if (eventID != null) {
            message.setStringProperty("eventID", eventID);
        }
        return message;
    }

    /**
     * Tells recipients of one event apart, and lets who knows an address find its line, without telling the address.
     *
     * @param recipient a mail address, with or without a name, or what else a destination calls its recipients
     * @return 16 digits, lower-case hex: of the SHA-256 of the event's id, a space, and the address, without a name, in small letters
     */
    static String fingerprint(String eventID, String recipient) {
        return Sha256.fingerprint(eventID + " " + bare(recipient).toLowerCase(Locale.ROOT));
    }

    /** One mail address without its name; anything else, such as a channel, as it is, so that no two become one. */
    private static String bare(String recipient) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(recipient, true);
            boolean isMail = parsed.length == 1 && !parsed[0].isGroup() && parsed[0].getAddress().contains("@");
            return isMail ? parsed[0].getAddress() : recipient;
        } catch (AddressException e) {
            return recipient;
        }
    }
}
