package dev.handover.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.callback.Event;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Writes one log line for each event that policy refused, when that is stored for the audit; told and with fields as in {@link EventLog}. */
@Component("refusalLog")
class RefusalLog implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final ObjectMapper json;

    RefusalLog(@Qualifier("eventJson") ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        var message = exchange.getMessage();
        Event event = json.readValue(message.getBody(String.class), Event.class);
        EventLog.about(LOG.atInfo(), event, message.getHeader("traceparent", String.class))
                .addKeyValue("outcome", "refused")
                .log("Refused event {} of operation {} by policy", event.id(), EventLog.operation(event));
    }
}
