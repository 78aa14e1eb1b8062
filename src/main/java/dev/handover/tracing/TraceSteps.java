package dev.handover.tracing;

import java.util.Optional;
import org.apache.camel.Processor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes that carry the trace context. Its property is {@value Traceparent#NAME}, and absent without one. */
@Configuration(proxyBeanMethods = false)
class TraceSteps {

    /** Takes the caller's off the message, and keeps it when it is one. */
    @Bean
    Processor traceContext(ObjectProvider<Spans> provider) {
        Optional<Spans> spans = asked(provider);
        return exchange -> {
            Object header = exchange.getMessage().removeHeader(Traceparent.NAME);
            Traceparent.of(header).ifPresent(valid -> exchange.setProperty(Traceparent.NAME, valid));
            spans.ifPresent(each -> each.callback(exchange));
        };
    }

    /** Begins an attempt's span, where spans are asked for. */
    @Bean
    Processor traceDelivery(ObjectProvider<Spans> provider) {
        Optional<Spans> spans = asked(provider);
        return exchange -> spans.ifPresent(each -> each.delivery(exchange));
    }

    /** Asked once: for each callback, the search for a bean that is not there took a twentieth of the answer. */
    private static Optional<Spans> asked(ObjectProvider<Spans> provider) {
        return Optional.ofNullable(provider.getIfAvailable());
    }
}
