package dev.handover.tracing;

import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpActivityListener;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.springframework.stereotype.Component;

/** Sends the trace context with each HTTP request of a destination, unless its route sets another one. */
@Component("tracedRequests")
class TracedRequests implements HttpActivityListener {

    @Override
    public void onRequestSubmitted(Object source, Exchange exchange, HttpHost host, HttpRequest request, HttpEntity entity) {
        String traceparent = exchange.getProperty(Traceparent.NAME, String.class);
        if (traceparent != null && !request.containsHeader(Traceparent.NAME)) {
            request.setHeader(Traceparent.NAME, traceparent);
        }
    }

    @Override
    public void onResponseReceived(
            Object source, Exchange exchange, HttpHost host, HttpResponse response, HttpEntity entity, long elapsed) {
        // An answer says nothing about the trace.
    }
}
