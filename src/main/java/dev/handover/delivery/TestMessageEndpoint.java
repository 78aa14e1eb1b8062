package dev.handover.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import dev.handover.callback.Event;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sends a test message through a destination's own route, on the management port: {@code POST
 * /actuator/testmessage/DEST} with a JSON object that may have {@code recipient} and {@code language}.
 *
 * <p>The message says that it is a test. It goes to the route {@code direct:DEST-send}, past the queue: it is tried once, not
 * audited, and no dead letter. Answers {@code outcome} (sent or failed) and, when it failed, {@code reason} (the label that
 * a delivery would have had) and {@code failure} (one line, without secrets). A destination without such a route: 404.
 */
@Component
@Endpoint(id = "testmessage")
class TestMessageEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(TestMessageEndpoint.class);

    private final CamelContext camel;
    private final ProducerTemplate producer;
    private final ObjectMapper json;
    private final Secrets secrets;
    private final Clock clock;

    TestMessageEndpoint(
            CamelContext camel,
            ProducerTemplate producer,
            @Qualifier("eventJson") ObjectMapper json,
            Secrets secrets,
            Clock clock) {
        this.camel = camel;
        this.producer = producer;
        this.json = json;
        this.secrets = secrets;
        this.clock = clock;
    }

    @WriteOperation
    WebEndpointResponse<Map<String, String>> send(
            @Selector String destination, @Nullable String recipient, @Nullable String language) throws Exception {
        String route = destination + "-send";
        if (!destination.matches("[A-Za-z0-9_-]+") || camel.getRoute(route) == null) {
            return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
        }
        Event event = event();
        String body = json.writeValueAsString(event);
        Exchange sent = producer.request("direct:" + route, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.setProperty("event", event);
            exchange.setProperty("test", true);
            exchange.setProperty("recipient", recipient == null ? "" : recipient);
            exchange.setProperty("language", language == null ? "" : language);
        });
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("destination", destination);
        answer.put("outcome", sent.getException() == null ? "sent" : "failed");
        if (sent.getException() != null) {
            answer.put("reason", Failures.classify(sent.getException(), clock).reason());
            answer.put("failure", secrets.oneLine(sent.getException()));
        }
        LOG.info("{}: a test message was {}", destination, answer.get("outcome"));
        return new WebEndpointResponse<>(answer);
    }

    private Event event() {
        String id = Generators.timeBasedEpochGenerator().generate().toString();
        return new Event(1, id, clock.instant().truncatedTo(ChronoUnit.MILLIS), "", "test-group", "test-old-owner", "test-new-owner");
    }
}
