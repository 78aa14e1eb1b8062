package dev.handover.delivery;

import dev.handover.broker.DestinationQueues;
import java.util.List;
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

/** Says where each destination goes: a line each at the start, and in health. */
@Component("destinationsHealthIndicator")
class DestinationStates implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DestinationStates.class);

    private final List<Destination> known;
    private final DestinationQueues queues;

    DestinationStates(List<Destination> known, DestinationQueues queues) {
        this.known = known;
        this.queues = queues;
    }

    @EventListener(ApplicationReadyEvent.class)
    void announce() {
        destinations().forEach(destination -> LOG.info("{}: {}", destination.name(), destination.state()));
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        destinations().forEach(destination -> health.withDetail(destination.name(), destination.state()));
        return health.build();
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
