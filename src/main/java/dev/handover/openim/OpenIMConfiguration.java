package dev.handover.openim;

import dev.handover.audience.MailAddresses;
import dev.handover.facts.FactSource;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Who can be asked about a transfer, as far as the settings name somebody. */
@Configuration(proxyBeanMethods = false)
class OpenIMConfiguration {

    @Configuration(proxyBeanMethods = false)
    @Conditional(HasApi.class)
    static class Api {

        @Bean
        Server openimServer(OpenIMSettings settings) {
            return new Server("OpenIM's API", new HttpCalls(), settings.pause());
        }

        @Bean
        FactSource openimFacts(OpenIMSettings settings, @Qualifier("openimServer") Server server) {
            return new GroupFacts(new GroupApi(settings, server), settings);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(HasChat.class)
    static class Chat {

        @Bean
        Server chatServer(OpenIMSettings settings) {
            return new Server("OpenIM's chat server", new HttpCalls(), settings.pause());
        }

        @Bean
        MailAddresses chatAddresses(OpenIMSettings settings, @Qualifier("chatServer") Server server) {
            return new ChatAddresses(settings, server);
        }
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

    static final class HasApi implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("handover.openim.api-url"));
        }
    }

    static final class HasChat implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("handover.openim.chat-url"));
        }
    }
}
