package dev.handover.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.callback.Event;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Writes one log line for each event, when the fan-out has stored its copies, and one for each outcome.
 *
 * <p>A line's text tells the event's id and its operationID, which is a caller's text and therefore shown in one line. The same
 * are fields for logs as JSON: {@code eventID}, {@code operationID}, {@code destination}, {@code outcome}, {@code attempt} and
 * {@code reason}; and {@code traceparent}, where there is one.
 */
@Component("eventLog")
class EventLog implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    private static final int LONGEST = 100;
    private static final String NONE = "-";

    private final ObjectMapper json;

    EventLog(@Qualifier("eventJson") ObjectMapper json) {
        this.json = json;
    }

    /** The fan-out's step: its line is written when the transaction is done. */
    @Override
    public void process(Exchange exchange) {
        String body = exchange.getMessage().getBody(String.class);
        String traceparent = exchange.getMessage().getHeader("traceparent", String.class);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                accepted(body, traceparent);
            }
        });
    }

    private void accepted(String body, String traceparent) {
        try {
            Event event = json.readValue(body, Event.class);
            about(LOG.atInfo(), event, traceparent).log("Accepted event {} of operation {}", event.id(), operation(event));
        } catch (JsonProcessingException e) {
            LOG.warn("Accepted a message that is no event");
        }
    }

    /** What is only noted in the audit about an event is not an outcome of its own. */
    static void delivered(Exchange exchange, String destination, String outcome) {
        Event event = exchange.getProperty("event", Event.class);
        Level level = exchange.getProperty("kind") == null ? Level.INFO : Level.DEBUG;
        Object attempt = exchange.getProperty("attempt");
        about(LOG.atLevel(level), event, traceparent(exchange))
                .addKeyValue("destination", destination)
                .addKeyValue("outcome", outcome)
                .addKeyValue("attempt", attempt)
                .log("{}: {} event {} of operation {}, attempt {}", destination, outcome, event.id(), operation(event), attempt);
    }

    /**
     * @param outcome retried or dead
     * @param next what happens now, as the end of a sentence
     */
    static void failed(Exchange exchange, String outcome, String next) {
        Event event = exchange.getProperty("event", Event.class);
        Object destination = exchange.getProperty("destination");
        var message = exchange.getMessage();
        LoggingEventBuilder line = event == null
                ? LOG.atWarn().addKeyValue("eventID", message.getHeader("eventID"))
                : about(LOG.atWarn(), event, traceparent(exchange));
        line.addKeyValue("destination", destination)
                .addKeyValue("outcome", outcome)
                .addKeyValue("attempt", message.getHeader("attempts"))
                .addKeyValue("reason", message.getHeader("reason"))
                .log(
                        "{}: attempt {} for event {} of operation {} failed ({}: {}); {}",
                        destination,
                        message.getHeader("attempts"),
                        message.getHeader("eventID"),
                        event == null ? NONE : operation(event),
                        message.getHeader("reason"),
                        message.getHeader("failure"),
                        next);
    }

    static LoggingEventBuilder about(LoggingEventBuilder line, Event event, String traceparent) {
        line.addKeyValue("eventID", event.id()).addKeyValue("operationID", operation(event));
        return traceparent == null ? line : line.addKeyValue("traceparent", traceparent);
    }

    private static String traceparent(Exchange exchange) {
        return exchange.getProperty("traceparent", String.class);
    }

    /** What tells the audit of a delivery has no operation. */
    static String operation(Event event) {
        return event.operationID() == null || event.operationID().isEmpty() ? NONE : OneLine.of(event.operationID(), LONGEST);
    }
}
