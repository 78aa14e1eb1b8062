package dev.handover.tracing;

import org.apache.camel.Processor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of the routes that carry the trace context. Its property is {@value Traceparent#NAME}, and absent without one. */
@Configuration(proxyBeanMethods = false)
class TraceSteps {

    /** Takes the caller's off the message, and keeps it when it is one. */
    @Bean
    Processor traceContext(ObjectProvider<Spans> spans) {
        return exchange -> {
            Object header = exchange.getMessage().removeHeader(Traceparent.NAME);
            Traceparent.of(header).ifPresent(valid -> exchange.setProperty(Traceparent.NAME, valid));
            spans.ifAvailable(each -> each.callback(exchange));
        };
    }

    /** Begins an attempt's span, where spans are asked for. */
    @Bean
    Processor traceDelivery(ObjectProvider<Spans> spans) {
        return exchange -> spans.ifAvailable(each -> each.delivery(exchange));
    }
}
