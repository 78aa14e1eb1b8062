package dev.handover.broker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Optional;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/** Says in health, which readiness follows, and in metrics whether an event can be stored. */
@Component("brokerHealthIndicator")
class StorageHealth implements HealthIndicator, MeterBinder {

    private final Storage storage;
    private final Headroom headroom;
    private final ApplicationAvailability availability;

    StorageHealth(Storage storage, Headroom headroom, ApplicationAvailability availability) {
        this.storage = storage;
        this.headroom = headroom;
        this.availability = availability;
    }

    @Override
    public Health health() {
        Optional<String> trouble = storage.trouble();
        return trouble.isEmpty() ? Health.up().build() : Health.down().withDetail("trouble", trouble.get()).build();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("handover.ready", () -> isReady() ? 1 : 0)
                .description("1 while callbacks are taken, as readiness says")
                .register(meters);
        Gauge.builder("handover.broker.up", () -> storage.trouble().isEmpty() ? 1 : 0)
                .description("1 while the broker can store an event")
                .register(meters);
        Gauge.builder("handover.disk.free", headroom, Headroom::free)
                .baseUnit("bytes")
                .description("Free space on the disk of the data folder")
                .register(meters);
        Gauge.builder("handover.disk.needed", headroom, Headroom::least)
                .baseUnit("bytes")
                .description("With less free space callbacks are refused")
                .register(meters);
    }

    private boolean isReady() {
        return storage.trouble().isEmpty() && availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    }
}
