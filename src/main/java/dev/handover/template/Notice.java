package dev.handover.template;

import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Objects;
import org.apache.camel.Exchange;

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
     * What the properties {@code event} (an {@link Event}), {@code facts} (the {@link Facts}), {@code language}, {@code timezone},
     * {@code because} and {@code test} of a destination's exchange say. One that is missing or cannot be read counts as the
     * default, except for the event.
     */
    public static Notice of(Exchange exchange) {
        Reader reader = new Reader(
                exchange.getProperty("language", "", String.class),
                zone(exchange.getProperty("timezone", "", String.class)),
                exchange.getProperty("because", "", String.class));
        return new Notice(
                Objects.requireNonNull(exchange.getProperty("event", Event.class), "a destination's exchange has an event"),
                exchange.getProperty("facts", Facts.NONE, Facts.class),
                reader,
                exchange.getProperty("test", false, Boolean.class));
    }

    private static ZoneId zone(String id) {
        try {
            return id.isEmpty() ? null : ZoneId.of(id);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
