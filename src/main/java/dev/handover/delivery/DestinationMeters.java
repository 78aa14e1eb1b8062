package dev.handover.delivery;

import dev.handover.broker.Backlog;
import dev.handover.broker.Backlogs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Shows what waits in metrics: for each destination, and for the fan-out before them.
 *
 * <p>Nothing is shown while the broker does not answer: an old figure would look like one of now.
 */
@Component
class DestinationMeters {

    private final Backlogs backlogs;
    private final Outcomes outcomes;
    private final Clock clock;
    private final Map<MultiGauge, ToDoubleFunction<Backlog>> shown = new LinkedHashMap<>();

    DestinationMeters(Backlogs backlogs, Outcomes outcomes, MeterRegistry meters, Clock clock) {
        this.backlogs = backlogs;
        this.outcomes = outcomes;
        this.clock = clock;
        show(meters, "waiting", "events", "Events on the queue of a destination", Backlog::waiting);
        show(meters, "retrying", "events", "Of these, those that failed and wait for another attempt", Backlog::retrying);
        show(meters, "dead", "letters", "Deliveries that were given up and wait for a replay", Backlog::dead);
        show(meters, "oldest.event.age", "seconds", "Time since the oldest undelivered event was accepted", this::age);
        Gauge.builder("handover.transfers.waiting", () -> of(backlogs.transfers(), Backlog::waiting))
                .baseUnit("events")
                .description("Events that wait for the fan-out")
                .register(meters);
        Gauge.builder("handover.transfers.oldest.event.age", () -> of(backlogs.transfers(), this::age))
                .baseUnit("seconds")
                .description("Time since the oldest event before the fan-out was accepted")
                .register(meters);
    }

    private void show(MeterRegistry meters, String what, String unit, String says, ToDoubleFunction<Backlog> figure) {
        MultiGauge gauge = MultiGauge.builder("handover.destination." + what)
                .baseUnit(unit)
                .description(says)
                .register(meters);
        shown.put(gauge, figure);
    }

    @Scheduled(fixedDelay = 1000)
    void look() {
        Set<String> names = backlogs.destinations().keySet();
        names.forEach(outcomes::begin);
        shown.forEach((gauge, figure) -> gauge.register(
                names.stream().map(name -> row(name, figure)).collect(Collectors.toList())));
    }

    private MultiGauge.Row<?> row(String name, ToDoubleFunction<Backlog> figure) {
        return MultiGauge.Row.of(
                Tags.of("destination", name), () -> of(Optional.ofNullable(backlogs.destinations().get(name)), figure));
    }

    private double age(Backlog backlog) {
        return backlog.oldest()
                .map(accepted -> Math.max(0, Duration.between(accepted, clock.instant()).toMillis() / 1000.0))
                .orElse(0.0);
    }

    private static double of(Optional<Backlog> backlog, ToDoubleFunction<Backlog> figure) {
        return backlog.isPresent() ? figure.applyAsDouble(backlog.get()) : Double.NaN;
    }
}
