package dev.handover.ingress;

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
            RequestCheck check, BodyMemory memory, BodyLimits limits, WebhookSettings settings) {
        FilterRegistrationBean<IngressFilter> registration =
                new FilterRegistrationBean<>(new IngressFilter(check, memory, limits, settings.bodyTimeout()));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        return registration;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> envelopeForErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(EnvelopeErrorValve.class.getName());
            }
        });
    }
}
