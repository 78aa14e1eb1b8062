package dev.handover.ingress;

import dev.handover.envelope.Answered;
import jakarta.servlet.DispatcherType;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the edge in front of everything that the callback port serves. */
@Configuration(proxyBeanMethods = false)
class IngressConfiguration {

    @Bean
    FilterRegistrationBean<IngressFilter> ingressFilter(
            RequestCheck check,
            BodyMemory memory,
            BodyLimits limits,
            EnvelopeResponse answers,
            Answered answered,
            CallbackConsumer consumer,
            WebhookSettings settings) {
        FilterRegistrationBean<IngressFilter> registration = new FilterRegistrationBean<>(
                new IngressFilter(check, memory, limits, answers, answered, consumer, settings.bodyTimeout()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedWrites() {
        return factory -> factory.setProtocol(BoundedWrites.class.getName());
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> envelopeForErrors(EnvelopeResponse answers) {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.getPipeline().addValve(new EnvelopeErrorValve(answers));
                // Tomcat adds one of its own where it finds none of this name.
                host.setErrorReportValveClass(EnvelopeErrorValve.class.getName());
            }
        });
    }
}
