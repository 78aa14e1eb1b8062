package dev.handover.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.broker.DestinationQueues;
import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultMessage;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The first step of every destination: what came from its queue, as a route can use it.
 *
 * <p>Sets the exchange properties {@code destination}, {@code event} (an {@link Event}), {@code eventID}, {@code facts} (the {@link Facts}),
 * {@code outcome} (confirmed, contradicted or not-checked), {@code attempt} (from 1) and, where the message has them, {@code
 * kind}, {@code recipient}, {@code language}, {@code timezone}, {@code because} and {@code traceparent}. The body stays the event's JSON. Every header
 * is taken off: it would go out with a mail or an HTTP request, or steer one.
 *
 * <p>Fails when the body is no event; that is given up at once.
 */
@Component("arrival")
class Arrival implements Processor {

    private static final List<String> TOLD = List.of(
            "kind", "destinations", "recipient", "recipients", "replays", "language", "timezone", "because", "traceparent");

    private final ObjectMapper json;
    private final Outcomes outcomes;

    Arrival(@Qualifier("eventJson") ObjectMapper json, Outcomes outcomes) {
        this.json = json;
        this.outcomes = outcomes;
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Message message = exchange.getMessage();
        String body = message.getBody(String.class);
        exchange.setProperty(FailedDelivery.QUEUED, PlainMessage.of(message));
        String destination = DestinationQueues.destination(exchange.getFromEndpoint()).orElse("");
        exchange.setProperty("destination", destination);
        exchange.getExchangeExtension().addOnCompletion(outcomes.of(destination));
        Event event = body == null ? null : json.readValue(body, Event.class);
        if (event == null || event.id() == null) {
            throw new Undeliverable(new IllegalArgumentException("the message is no event"));
        }
        Facts facts = Facts.of(message.getHeader("facts", String.class));
        exchange.setProperty("event", event);
        exchange.setProperty("eventID", event.id());
        exchange.setProperty("facts", facts);
        exchange.setProperty("outcome", json.convertValue(facts.outcome(), String.class));
        exchange.setProperty("attempt", message.getHeader("attempts", 0, Integer.class) + 1);
        for (String header : TOLD) {
            if (message.getHeader(header) != null) {
                exchange.setProperty(header, message.getHeader(header));
            }
        }
        // Each copy of a message of JMS, of which a route makes many, costs an exception inside Camel: it is a plain one from here on.
        exchange.setIn(new DefaultMessage(exchange.getContext()));
        exchange.getIn().setBody(body);
    }
}
