package dev.handover.routes;

import dev.handover.delivery.Secrets;
import dev.handover.settings.DataDirectory;
import dev.handover.settings.Edited;
import dev.handover.template.CheckedTemplates;
import dev.handover.template.CurrentTemplates;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The routes of the server: made before Camel starts, and looked after from then on. */
@Configuration(proxyBeanMethods = false)
class RoutesConfiguration {

    @Bean
    LastGood lastGood(DataDirectory data) {
        return new LastGood(data);
    }

    @Bean
    CheckedRoutes checkedRoutes(CheckedTemplates templates, ConfigurableApplicationContext application) {
        return new CheckedRoutes(templates, application);
    }

    @Bean
    RouteReload routeReload(
            CheckedRoutes checked,
            CamelContext camel,
            CurrentTemplates templates,
            LastGood lastGood,
            Preparation preparation,
            MeterRegistry meters,
            Clock clock,
            Secrets secrets)
            throws IOException {
        LiveRoutes live = new LiveRoutes(camel, templates, secrets);
        return new RouteReload(checked, live, lastGood, meters, clock, preparation);
    }

    /** Made before Camel starts, because its making loads the routes. */
    @Bean
    Edited<RouteSet> routeEdits(RouteReload reload, @Value("${handover.routes-dir}") Path folder) throws Exception {
        return reload.begin(new RouteFiles(folder));
    }

    @Bean
    CamelContextConfiguration routesBeforeCamelStarts(ObjectProvider<Edited<RouteSet>> edits) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                edits.getObject();
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // Nothing: the routes are there.
            }
        };
    }

    @Bean
    WaitingDirect direct() {
        return new WaitingDirect();
    }

    @Bean
    MeterBinder routeMeters(LastGood lastGood) {
        return meters -> Gauge.builder(
                        "handover.routes.load", lastGood, good -> good.load() == null ? 0 : good.load().number())
                .description("Number of the load of routes that is in force")
                .register(meters);
    }
}
