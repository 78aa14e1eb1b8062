package dev.handover.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.broker.StoredKeys;
import dev.handover.callback.Event;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Writes one log line for each callback that is a duplicate of a stored one, and counts it as {@code
 * handover_callbacks_duplicates_total}: the broker drops it without a word. With an external broker nobody can tell.
 */
@Component("duplicateLog")
class DuplicateLog implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    private final Optional<StoredKeys> stored;
    private final ObjectMapper json;
    private final Counter duplicates;

    DuplicateLog(Optional<StoredKeys> stored, @Qualifier("eventJson") ObjectMapper json, MeterRegistry meters) {
        this.stored = stored;
        this.json = json;
        this.duplicates = Counter.builder("handover.callbacks.duplicates")
                .description("Callbacks that were answered with success and not stored, as duplicates of stored ones")
                .register(meters);
    }

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Message message = exchange.getMessage();
        String key = message.getHeader("_AMQ_DUPL_ID", String.class);
        if (stored.filter(keys -> keys.contain(key)).isEmpty()) {
            return;
        }
        duplicates.increment();
        String operation = EventLog.operation(json.readValue(message.getBody(String.class), Event.class));
        LOG.atInfo()
                .addKeyValue("operationID", operation)
                .addKeyValue("outcome", "duplicate")
                .log("A callback of operation {} is a duplicate of one that is stored", operation);
    }
}
