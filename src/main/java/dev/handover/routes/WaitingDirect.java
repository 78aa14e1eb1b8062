package dev.handover.routes;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.util.StringHelper;

/**
 * {@code direct:}, all of whose callers wait while the route that they call is held ({@link HeldRoutes}).
 *
 * <p>Camel's own producer remembers the route that it found, and looks again once for each change: of several callers at the same
 * time one would wait, and the others would go on into the route that is being taken away.
 */
final class WaitingDirect extends DirectComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DirectEndpoint endpoint = new DirectEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new Caller(this, StringHelper.before(uri, "?", uri));
            }
        };
        endpoint.setBlock(isBlock());
        endpoint.setTimeout(getTimeout());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private final class Caller extends DefaultAsyncProducer {

        private final DirectEndpoint endpoint;
        private final String called;

        private Caller(DirectEndpoint endpoint, String called) {
            super(endpoint);
            this.endpoint = endpoint;
            this.called = called;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            try {
                DirectConsumer route = getConsumer(called, endpoint.isBlock(), endpoint.getTimeout());
                if (route != null) {
                    return route.getAsyncProcessor().process(exchange, callback);
                }
                exchange.setException(new DirectConsumerNotAvailableException("No route takes " + called, exchange));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                exchange.setException(e);
            }
            callback.done(true);
            return true;
        }
    }
}
