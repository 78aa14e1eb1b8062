package dev.handover.command;

import java.time.Clock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * As much of Handover as writes messages, with its settings and their checks: no broker, no web server, no data folder.
 *
 * <p>Not annotated as a configuration: the server must not find it.
 */
@ComponentScan({"dev.handover.template", "dev.handover.email", "dev.handover.slack"})
@ConfigurationPropertiesScan({"dev.handover.template", "dev.handover.email", "dev.handover.slack"})
@ImportAutoConfiguration({PropertyPlaceholderAutoConfiguration.class, SslAutoConfiguration.class})
class MessagesOnly {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
