package dev.handover.tracing;

import dev.handover.callback.Event;
import dev.handover.delivery.Outcomes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Records how long a callback and each attempt to deliver took, each under the span that the property {@value
 * Traceparent#NAME} names; from then on the property names the new one.
 *
 * <p>Spans have Handover's own words only: ids, names of destinations, outcomes, labels of failures.
 */
class Spans {

    private final Tracer tracer;

    Spans(TracerProvider tracers) {
        this.tracer = tracers.get("dev.handover");
    }

    /** Begins a span that ends with the answer to the callback. */
    void callback(Exchange exchange) {
        Span span = begin(exchange, "callback", SpanKind.SERVER);
        whenDone(exchange, () -> {
            int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 500, Integer.class);
            span.setAttribute("http.response.status_code", status);
            end(span, status >= 500);
        });
    }

    /** Begins a span that ends with the attempt. A message without a trace, such as a line for the audit, has none. */
    void delivery(Exchange exchange) {
        if (exchange.getProperty(Traceparent.NAME) == null) {
            return;
        }
        String destination = exchange.getProperty("destination", String.class);
        Span span = begin(exchange, "deliver " + destination, SpanKind.CONSUMER);
        span.setAttribute("handover.destination", destination);
        span.setAttribute("handover.event.id", exchange.getProperty("event", Event.class).id());
        span.setAttribute("handover.attempt", exchange.getProperty("attempt", 1, Integer.class));
        whenDone(exchange, () -> {
            Optional<String> reason = Optional.ofNullable(exchange.getProperty("reason", String.class));
            span.setAttribute("handover.outcome", exchange.isFailed() ? "rolled-back" : Outcomes.outcome(exchange));
            reason.ifPresent(label -> span.setAttribute("error.type", label));
            end(span, exchange.isFailed() || reason.isPresent());
        });
    }

    private Span begin(Exchange exchange, String name, SpanKind kind) {
        Context parent = Traceparent.of(exchange.getProperty(Traceparent.NAME)).map(Spans::remote).orElse(Context.root());
        Span span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
        SpanContext own = span.getSpanContext();
        exchange.setProperty(
                Traceparent.NAME, "00-" + own.getTraceId() + "-" + own.getSpanId() + "-" + own.getTraceFlags().asHex());
        return span;
    }

    private static Context remote(String traceparent) {
        String[] fields = traceparent.split("-");
        SpanContext remote = SpanContext.createFromRemoteParent(
                fields[1], fields[2], TraceFlags.fromHex(fields[3], 0), TraceState.getDefault());
        return Context.root().with(Span.wrap(remote));
    }

    private static void whenDone(Exchange exchange, Runnable end) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                end.run();
            }
        });
    }

    private static void end(Span span, boolean failed) {
        if (failed) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
