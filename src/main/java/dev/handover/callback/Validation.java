package dev.handover.callback;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.handover.envelope.Invalid;
import dev.handover.envelope.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/**
 * Checks a {@link Callback} and makes an {@link Event} of it, or refuses it with 5001 and the field's name.
 *
 * <p>Takes the operationID from the exchange property of this name, where it stands as the container read the header. Sets the
 * exchange properties {@value #EVENT_ID} and {@value #DUPLICATE_KEY}. IDs have 1 to {@value #LONGEST_ID} characters (code points),
 * are not blank, and are valid Unicode.
 */
@Component("validation")
class Validation implements Processor {

    /** The exchange property with the key that duplicates share. Without an operationID nothing tells duplicates apart: the event's id. */
    static final String DUPLICATE_KEY = "duplicateKey";

    /** The exchange property with the event's id. */
    static final String EVENT_ID = "eventID";

    private static final int LONGEST_ID = 256;

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final Clock clock;

    Validation(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Callback callback = message.getBody(Callback.class);
        if (callback == null) {
            throw new Refusal(Invalid.JSON, "The body must be one JSON object");
        }
        check("callbackCommand", callback.callbackCommand());
        if (!Callback.COMMAND.equals(callback.callbackCommand())) {
            throw new Refusal(Invalid.COMMAND, "callbackCommand must be " + Callback.COMMAND);
        }
        check("groupID", callback.groupID());
        check("oldOwnerUserID", callback.oldOwnerUserID());
        check("newOwnerUserID", callback.newOwnerUserID());
        if (callback.oldOwnerUserID().equals(callback.newOwnerUserID())) {
            throw new Refusal(Invalid.SAME_OWNER, "newOwnerUserID is the same as oldOwnerUserID");
        }
        Event event = event(callback, operationID(exchange));
        message.setBody(event);
        exchange.setProperty(EVENT_ID, event.id());
        exchange.setProperty(DUPLICATE_KEY, event.operationID().isBlank() ? event.id() : DuplicateKey.of(event));
    }

    private Event event(Callback callback, String operationID) {
        return new Event(
                1,
                ids.generate().toString(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                operationID,
                callback.groupID(),
                callback.oldOwnerUserID(),
                callback.newOwnerUserID());
    }

    private static void check(String field, String value) {
        if (value == null) {
            throw new Refusal(Invalid.MISSING, field + " is missing");
        }
        if (value.isBlank()) {
            throw new Refusal(Invalid.BLANK, field + " is blank");
        }
        if (value.codePointCount(0, value.length()) > LONGEST_ID) {
            throw new Refusal(Invalid.LENGTH, field + " is longer than " + LONGEST_ID + " characters");
        }
        // A lone surrogate (\ud800) passes as JSON and has no UTF-8 form.
        if (value.codePoints().anyMatch(codePoint -> Character.getType(codePoint) == Character.SURROGATE)) {
            throw new Refusal(Invalid.ENCODING, field + " is not valid Unicode");
        }
    }

    /**
     * Servlet containers read header bytes as ISO-8859-1; Go sends UTF-8. What is not UTF-8 stays as it was read:
     * different bytes must not become the same key.
     */
    private static String operationID(Exchange exchange) {
        String header = exchange.getProperty("operationID", "", String.class);
        try {
            byte[] bytes = header.getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return header;
        }
    }
}
