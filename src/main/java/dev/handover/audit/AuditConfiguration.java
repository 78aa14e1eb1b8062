package dev.handover.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.delivery.Destination;
import dev.handover.delivery.Undeliverable;
import dev.handover.settings.DataDirectory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.time.Clock;
import java.util.regex.Pattern;
import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The audit's log and the step of the route {@code audit}. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    @Bean(destroyMethod = "close")
    AuditLog auditLog(DataDirectory data, Clock clock) throws IOException {
        return new AuditLog(data.path().resolve("audit"), clock);
    }

    /** One for the endpoint and the console, so that they look up one after the other: an audit may be large. */
    @Bean
    Trails trails(DataDirectory data) {
        return new Trails(data.path().resolve("audit"));
    }

    @Bean
    Destination auditDestination(DataDirectory data) {
        return new Destination("audit", "writes to " + data.path().resolve("audit"));
    }

    @Bean
    MeterBinder auditMeters(AuditLog log) {
        return meters -> Gauge.builder("handover.audit.seq", log, AuditLog::seq)
                .description("Number of the audit's last line")
                .register(meters);
    }

    /**
     * Appends the body, a JSON object, as a line of the kind in the property {@code kind}; without one: accepted. The
     * property {@code destinations}, such as {@code [email, slack]}, becomes a field.
     */
    @Bean
    Processor auditAppend(AuditLog log) {
        ObjectMapper json = new ObjectMapper();
        return exchange -> {
            String kind = exchange.getProperty("kind", "accepted", String.class);
            String body = exchange.getMessage().getMandatoryBody(String.class);
            try {
                ObjectNode fields = json.readValue(body, ObjectNode.class);
                String copies = exchange.getProperty("destinations", String.class);
                if (copies != null) {
                    ArrayNode destinations = fields.putArray("destinations");
                    NAME.matcher(copies).results().forEach(name -> destinations.add(name.group()));
                }
                log.append(kind, fields);
            } catch (IllegalArgumentException e) {
                throw new Undeliverable(e);
            }
        };
    }
}
