package dev.handover.template;

import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;

/**
 * What one message tells whom.
 *
 * @param event the transfer
 * @param facts what was found out about it
 * @param reader whom it is told
 * @param test whether it only shows what a message would look like: then it says so
 */
public record Notice(Event event, Facts facts, Reader reader, boolean test) {

    /** The event told to nobody in particular, with nothing known beyond it. */
    public static Notice of(Event event) {
        return new Notice(event, Facts.NONE, Reader.ANYBODY, false);
    }

    /**
     * What the body (an {@link Event}) and the headers {@code facts}, {@code language}, {@code timezone}, {@code because} and
     * {@code test} of a route's message say. A header that is missing or cannot be read counts as the default.
     *
     * @throws InvalidPayloadException when the body is no event
     */
    public static Notice of(Message message) throws InvalidPayloadException {
        Reader reader = new Reader(
                message.getHeader("language", "", String.class),
                zone(message.getHeader("timezone", "", String.class)),
                message.getHeader("because", "", String.class));
        return new Notice(
                message.getMandatoryBody(Event.class),
                Facts.of(message.getHeader("facts", String.class)),
                reader,
                message.getHeader("test", false, Boolean.class));
    }

    private static ZoneId zone(String id) {
        try {
            return id.isEmpty() ? null : ZoneId.of(id);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
