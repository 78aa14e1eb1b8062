package dev.handover.openim;

import static org.springframework.util.StringUtils.hasText;

import dev.handover.audience.MailAddresses;
import dev.handover.facts.FactSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Who can be asked about a transfer, as far as the settings name somebody: a bean is null where they do not. No condition
 * decides that, because the build prepares the beans before it knows the settings.
 */
@Configuration(proxyBeanMethods = false)
class OpenIMConfiguration {

    @Bean
    Server openimServer(OpenIMSettings settings) {
        return hasText(settings.apiUrl()) ? new Server("OpenIM's API", new HttpCalls(), settings.pause()) : null;
    }

    @Bean
    FactSource openimFacts(OpenIMSettings settings, @Qualifier("openimServer") Optional<Server> server) {
        return server.map(api -> new GroupFacts(new GroupApi(settings, api), settings)).orElse(null);
    }

    @Bean
    Server chatServer(OpenIMSettings settings) {
        return hasText(settings.chatUrl()) ? new Server("OpenIM's chat server", new HttpCalls(), settings.pause()) : null;
    }

    @Bean
    MailAddresses chatAddresses(OpenIMSettings settings, @Qualifier("chatServer") Optional<Server> server) {
        return server.map(chat -> new ChatAddresses(settings, chat)).orElse(null);
    }

    /** Always up: nothing waits for these servers. {@code closed} says that a server is asked, {@code open} that it is not. */
    @Bean
    HealthIndicator openimHealthIndicator(Map<String, Server> servers) {
        return () -> {
            Health.Builder health = Health.up();
            servers.forEach((name, server) -> health.withDetail(name, server.state()));
            return health.build();
        };
    }
}
