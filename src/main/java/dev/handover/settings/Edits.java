package dev.handover.settings;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Looks after all that may be edited while Handover runs, each on its own, and says in health and in metrics which edits are refused. */
@Component("editsHealthIndicator")
class Edits implements HealthIndicator, MeterBinder, SchedulingConfigurer {

    private static final Duration OFTEN = Duration.ofMillis(500);

    private final ObjectProvider<Edited<?>> all;

    Edits(ObjectProvider<Edited<?>> all) {
        this.all = all;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        // One that waits for deliveries under way holds up no other.
        all.forEach(each -> tasks.addFixedDelayTask(each::look, OFTEN));
    }

    /** Always up: what was good is in force. */
    @Override
    public Health health() {
        Health.Builder health = Health.up();
        all.forEach(each -> health.withDetail(each.name(), each.refused().orElse("in force")));
        return health.build();
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        all.forEach(each -> Gauge.builder("handover.edits.refused", each, edited -> edited.refused().isPresent() ? 1 : 0)
                .description("1 while the newest edit is refused, and what was good stays in force")
                .tag("edited", each.name())
                .register(meters));
    }
}
