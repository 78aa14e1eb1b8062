package dev.handover.delivery;

import dev.handover.broker.Backlog;
import dev.handover.broker.Backlogs;
import dev.handover.broker.DestinationQueues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says where each destination goes, a line each at the start, and in health also how it is doing.
 *
 * <p>Its {@code state} is delivering, retrying (then also {@code since}, {@code reason} and {@code failure}, those of the event that
 * has been failing for the longest time), or unknown while the broker does not answer. Always up: callbacks are taken whatever a
 * destination does.
 */
@Component("destinationsHealthIndicator")
class DestinationStates implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationStates.class);

    private final List<Destination> known;
    private final DestinationQueues queues;
    private final Backlogs backlogs;

    DestinationStates(List<Destination> known, DestinationQueues queues, Backlogs backlogs) {
        this.known = known;
        this.queues = queues;
        this.backlogs = backlogs;
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        destinations().forEach(destination -> LOG.info("{}: {}", destination.name(), destination.state()));
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        Map<String, Backlog> waiting = backlogs.destinations();
        destinations()
                .forEach(destination -> health.withDetail(
                        destination.name(), details(destination, Optional.ofNullable(waiting.get(destination.name())))));
        return health.build();
    }

    private static Map<String, Object> details(Destination destination, Optional<Backlog> known) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("goes", destination.state());
        if (known.isEmpty()) {
            details.put("state", "unknown");
            return details;
        }
        Backlog backlog = known.get();
        details.put("state", backlog.retrying() == 0 && backlog.trouble().isEmpty() ? "delivering" : "retrying");
        backlog.trouble().ifPresent(trouble -> {
            details.put("since", trouble.since().toString());
            details.put("reason", trouble.reason());
            details.put("failure", trouble.failure());
        });
        details.put("waiting", backlog.waiting());
        details.put("retrying", backlog.retrying());
        backlog.oldest().ifPresent(accepted -> details.put("oldest", accepted.toString()));
        details.put("deadLetters", backlog.dead());
        return details;
    }

    /** Of a destination that is YAML alone, only its route knows where it goes. */
    private List<Destination> destinations() {
        Set<String> named = known.stream().map(Destination::name).collect(Collectors.toSet());
        Stream<Destination> others = queues.names().stream()
                .filter(name -> !named.contains(name))
                .map(name -> new Destination(name, "goes where its route says"));
        return Stream.concat(known.stream(), others).toList();
    }
}
