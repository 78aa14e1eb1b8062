package dev.handover.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.callback.Event;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/**
 * The last step of every destination: turns a delivery that ended into its line for the audit.
 *
 * <p>Nothing is told of one that will be tried again, of one that was passed on as a message for each recipient, and of the audit
 * itself. The message is the line afterwards, and nothing else: it has no header but {@code kind} and {@code eventID}.
 */
@Component("auditedOutcome")
class AuditedOutcome implements Processor {

    private static final Set<String> NOT_TOLD = Set.of("retried", "passed-on");

    /** Whether there is something to tell; notes what, because Camel forgets that a route stopped before it goes on. */
    public boolean isDue(Exchange exchange) {
        String outcome = Outcomes.outcome(exchange);
        exchange.setProperty(Outcomes.ENDED, outcome);
        return !NOT_TOLD.contains(outcome) && !OutcomeLine.AUDIT.equals(exchange.getProperty("destination"));
    }

    @Override
    public void process(Exchange exchange) {
        String kind = exchange.getProperty(Outcomes.ENDED, String.class);
        Event event = exchange.getProperty("event", Event.class);
        OutcomeLine line = new OutcomeLine(
                kind,
                event == null ? told(exchange, "eventID", String.class) : event.id(),
                exchange.getProperty("destination", String.class),
                told(exchange, "recipient", String.class),
                Optional.ofNullable(told(exchange, "replays", Integer.class)).orElse(0),
                fields(exchange, kind));
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("kind", kind);
        message.setHeader("eventID", line.eventID());
        message.setBody(line.json());
    }

    private static ObjectNode fields(Exchange exchange, String kind) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        Integer recipients = told(exchange, "recipients", Integer.class);
        if (recipients != null) {
            fields.put("recipients", recipients);
        }
        if (kind.equals("dead")) {
            Message failed = exchange.getMessage();
            return fields.put("attempts", failed.getHeader("attempts", Integer.class))
                    .put("firstAttempt", failed.getHeader("firstAttempt", String.class))
                    .put("reason", failed.getHeader("reason", String.class));
        }
        return fields.put("attempts", exchange.getProperty("attempt", 1, Integer.class));
    }

    /** What failed before its headers became properties has them still; after that, headers may be what a receiver answered. */
    private static <T> T told(Exchange exchange, String name, Class<T> type) {
        boolean arrived = exchange.getProperty("event") != null;
        return arrived ? exchange.getProperty(name, type) : exchange.getMessage().getHeader(name, type);
    }
}
