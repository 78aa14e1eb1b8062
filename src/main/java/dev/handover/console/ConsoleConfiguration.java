package dev.handover.console;

import dev.handover.audit.Trails;
import dev.handover.broker.DestinationQueues;
import dev.handover.deadletters.DeadLetters;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;

/**
 * Puts the console on the management port, behind its guard.
 *
 * <p>Not annotated, and listed under {@code META-INF/spring} in its place: found by the scan, it would be on the port of the
 * callbacks.
 */
class ConsoleConfiguration {

    @Bean
    ServletRegistrationBean<ConsoleServlet> console(
            @Qualifier("destinationsHealthIndicator") HealthIndicator destinations,
            DestinationQueues queues,
            DeadLetters letters,
            Trails trails,
            Clock clock) {
        ConsoleView view = new ConsoleView(destinations, letters, trails, clock);
        return new ServletRegistrationBean<>(
                new ConsoleServlet(view, letters, queues), ConsoleServlet.PAGE, ConsoleServlet.PAGE + "/*");
    }
}
