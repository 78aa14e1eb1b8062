package dev.handover.command;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jms.JmsComponent;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Scope;

/**
 * What routes name, with its settings and their checks: no broker, no web server, no data folder.
 *
 * <p>Not annotated as a configuration: the server must not find it. Nothing is made before a route names it.
 */
@ComponentScan(
        basePackages = "dev.handover",
        excludeFilters = @ComponentScan.Filter(
                type = FilterType.REGEX,
                pattern = {
                    "dev\\.handover\\.Handover",
                    // It listens for a start, which makes it.
                    "dev\\.handover\\.delivery\\.DestinationStates",
                    // The one of a running Handover is its own.
                    "dev\\.handover\\.settings\\.DataDirectory",
                    "dev\\.handover\\.(audit|broker|command|deadletters|ingress)\\..*"
                }))
@ConfigurationPropertiesScan("dev.handover")
@ImportAutoConfiguration({PropertyPlaceholderAutoConfiguration.class, SslAutoConfiguration.class, DataSourceAutoConfiguration.class})
class RoutesOnly {

    /** Does something with the beans, and answers an exit code. */
    interface Task {
        int run(ConfigurableApplicationContext application) throws Exception;
    }

    /** @param clock what time it is for whatever is run */
    static int with(Clock clock, Task task) throws Exception {
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(RoutesOnly.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .initializers(context -> context.getBeanFactory().registerSingleton("clock", clock))
                .run("--handover.data-dir=data", "--logging.level.root=ERROR")) {
            return task.run(application);
        } finally {
            // Quiet is the command, and not whoever called it in this process.
            LoggingSystem.get(RoutesOnly.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.INFO);
        }
    }

    /** The audit's own step writes by itself: here it shows what, as an endpoint would. */
    @Bean
    Processor auditAppend() {
        return exchange -> {
            try (ProducerTemplate producer = exchange.getContext().createProducerTemplate()) {
                producer.sendBodyAndHeader(
                        "file:data/audit", exchange.getMessage().getBody(), "kind", exchange.getProperty("kind", "accepted", String.class));
            }
        };
    }

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    JmsComponent jms() {
        return unconnected();
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    JmsComponent store() {
        return unconnected();
    }

    private static JmsComponent unconnected() {
        JmsComponent component = new JmsComponent();
        component.setConnectionFactory(new ActiveMQConnectionFactory("vm://0"));
        return component;
    }
}
