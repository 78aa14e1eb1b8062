package dev.handover.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.springframework.stereotype.Component;

/**
 * Counts and logs how deliveries end, as {@code handover_deliveries_total} with the labels {@code destination} and {@code outcome}, and why
 * attempts failed, as {@code handover_delivery_failures_total} with {@code destination} and {@code reason}.
 *
 * <p>{@code delivered}; {@code filtered}, when the route of the destination has filters and none of them took the event, when it
 * stopped before it sent anything, or when nobody is to be told; {@code retried} and {@code dead}, when it failed. An event that
 * was passed on as a message for each recipient counts as those. The reason is the label of the {@link Failure}.
 */
@Component
public class Outcomes {

    /** How the properties begin in which the filters of a destination's route say whether they took the event. */
    public static final String TAKEN = "taken-";

    /** The property with the outcome once it is told to the audit. */
    static final String ENDED = "ended";

    private static final List<String> OUTCOMES = List.of("delivered", "filtered", "retried", "dead");

    private final MeterRegistry meters;

    Outcomes(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Has a destination's counts begin at 0, so that its first dead letter shows as an increase. */
    void begin(String destination) {
        OUTCOMES.forEach(outcome -> count(destination, outcome));
    }

    Synchronization of(String destination) {
        return new Synchronization() {
            @Override
            public void onComplete(Exchange exchange) {
                String outcome = outcome(exchange);
                if (!outcome.equals("passed-on")) {
                    count(destination, outcome).increment();
                }
                if (outcome.equals("delivered") || outcome.equals("filtered")) {
                    EventLog.delivered(exchange, destination, outcome);
                }
                String reason = exchange.getProperty("reason", String.class);
                if (reason != null) {
                    failures(destination, reason).increment();
                }
            }

            @Override
            public void onFailure(Exchange exchange) {
                // Rolled back: the broker delivers it again.
            }
        };
    }

    private Counter count(String destination, String outcome) {
        return Counter.builder("handover.deliveries")
                .description("Attempts to deliver, by how they ended")
                .tags("destination", destination, "outcome", outcome)
                .register(meters);
    }

    private Counter failures(String destination, String reason) {
        return Counter.builder("handover.delivery.failures")
                .description("Attempts to deliver that failed, by reason")
                .tags("destination", destination, "reason", reason)
                .register(meters);
    }

    /** How a delivery ends: delivered, filtered, passed-on, retried or dead. */
    public static String outcome(Exchange exchange) {
        Boolean giveUp = exchange.getProperty("giveUp", Boolean.class);
        if (giveUp != null) {
            return giveUp ? "dead" : "retried";
        }
        String ended = exchange.getProperty(ENDED, String.class);
        if (ended != null) {
            return ended;
        }
        if (exchange.getProperty("passedOn", false, Boolean.class)) {
            return isForNobody(exchange) ? "filtered" : "passed-on";
        }
        return isFiltered(exchange) || isStopped(exchange) ? "filtered" : "delivered";
    }

    private static boolean isForNobody(Exchange exchange) {
        return exchange.getProperty("audience") instanceof Collection<?> audience && audience.isEmpty();
    }

    /** A route that stops before it has sent anything did not want the event. */
    private static boolean isStopped(Exchange exchange) {
        return exchange.isRouteStop() && exchange.getProperty(Exchange.TO_ENDPOINT, "direct:", String.class).startsWith("direct:");
    }

    private static boolean isFiltered(Exchange exchange) {
        List<Object> taken = exchange.getProperties().entrySet().stream()
                .filter(property -> property.getKey().startsWith(TAKEN))
                .map(Map.Entry::getValue)
                .toList();
        return !taken.isEmpty() && !taken.contains(true);
    }
}
