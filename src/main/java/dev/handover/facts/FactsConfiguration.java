package dev.handover.facts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.callback.Event;
import java.util.Optional;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the fan-out that find out about a transfer. */
@Configuration(proxyBeanMethods = false)
class FactsConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(FactsConfiguration.class);

    /**
     * The content enricher: puts the facts into the header {@code facts} and, when the transfer was checked, the outcome into
     * the property {@code outcome}. Leaves the event as it is, and never fails: the fan-out would not go on.
     */
    @Bean
    Processor facts(Optional<FactSource> source, @Qualifier("eventJson") ObjectMapper json) {
        return exchange -> {
            if (source.isEmpty()) {
                return;
            }
            try {
                Event event = json.readValue(exchange.getMessage().getBody(String.class), Event.class);
                Facts facts = source.get().about(event);
                exchange.getMessage().setHeader("facts", facts.json());
                if (facts.outcome() != Outcome.NOT_CHECKED) {
                    exchange.setProperty("outcome", json.convertValue(facts.outcome(), String.class));
                }
            } catch (JsonProcessingException | RuntimeException e) {
                LOG.warn("Nothing was found out about an event: {}", e.getClass().getSimpleName());
            }
        };
    }

    /** Turns a checked event into the audit's entry about that: the kind is the outcome, and what was found is added. */
    @Bean
    Processor outcomeEntry(@Qualifier("eventJson") ObjectMapper json) {
        return exchange -> {
            Message message = exchange.getMessage();
            Facts facts = Facts.of(message.getHeader("facts", String.class));
            ObjectNode entry = json.readValue(message.getBody(String.class), ObjectNode.class);
            if (facts.finding() != null) {
                entry.put("finding", json.convertValue(facts.finding(), String.class));
            }
            facts.owners().forEach(entry.putArray("owners")::add);
            message.setHeader("kind", exchange.getProperty("outcome"));
            message.setBody(json.writeValueAsString(entry));
        };
    }

    /** Puts the facts into the header {@code facts} for a message to one recipient, without who leads the group. */
    @Bean
    Processor factsForOne() {
        return exchange -> {
            Facts facts = exchange.getProperty("facts", Facts.NONE, Facts.class);
            exchange.getMessage().setHeader("facts", facts.withoutLeaders().json());
        };
    }
}
