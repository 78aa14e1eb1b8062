package dev.handover.backend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handover.callback.Callback;
import dev.handover.callback.Event;
import dev.handover.delivery.Destination;
import dev.handover.delivery.HttpFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the route {@code app-backend}. */
@Configuration(proxyBeanMethods = false)
class BackendCopy {

    @Bean
    @ConditionalOnBooleanProperty("handover.backend.copy")
    Destination backendDestination(BackendSettings settings) {
        return new Destination("app-backend", "sends the callback on to " + settings.address());
    }

    /** Turns an event into the callback that it was. */
    @Bean
    Processor backendCallback(@Qualifier("eventJson") ObjectMapper json) {
        return exchange -> {
            Message message = exchange.getMessage();
            Event event = exchange.getProperty("event", Event.class);
            message.setHeader(Exchange.CONTENT_TYPE, "application/json; charset=utf-8");
            // Go's spelling, and UTF-8 in the bytes of a header, as it came.
            message.setHeader(
                    "Operationid",
                    new String(event.operationID().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            message.setBody(json.writeValueAsBytes(new Callback(
                    Callback.COMMAND, event.groupID(), event.oldOwnerUserID(), event.newOwnerUserID())));
        };
    }

    /** Fails unless the backend took the callback: 2xx and an envelope with {@code actionCode} 0. */
    @Bean
    Processor backendAccepted(@Qualifier("eventJson") ObjectMapper json) {
        return exchange -> accepted(
                json,
                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
                exchange.getMessage().getHeader("Retry-After", String.class),
                exchange.getMessage().getBody(byte[].class));
    }

    /** What is no envelope comes from something in between and may pass; a refusal is the backend's last word. */
    static void accepted(ObjectMapper json, int status, String retryAfter, byte[] body) throws HttpFailure {
        if (status < 200 || status > 299) {
            throw new HttpFailure(status, retryAfter, "The app backend answered " + status);
        }
        JsonNode actionCode = actionCode(json, body);
        if (!actionCode.canConvertToInt()) {
            throw new HttpFailure(502, retryAfter, "The app backend answered " + status + " without an envelope");
        }
        if (actionCode.asInt() != 0) {
            throw new HttpFailure(400, null, "The app backend refused the callback: actionCode " + actionCode.asInt());
        }
    }

    private static JsonNode actionCode(ObjectMapper json, byte[] body) {
        try {
            return body == null ? MissingNode.getInstance() : json.readTree(body).path("actionCode");
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
