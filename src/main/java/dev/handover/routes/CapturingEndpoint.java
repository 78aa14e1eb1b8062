package dev.handover.routes;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands for an endpoint whose options were good: what is sent there is kept, and answered. */
final class CapturingEndpoint extends DefaultEndpoint {

    private final Endpoint original;
    private final Consumer<WouldSend> captured;
    private final String answer;

    CapturingEndpoint(Endpoint original, Consumer<WouldSend> captured, String answer) {
        super(original.getEndpointUri(), original.getCamelContext().getComponent("direct"));
        this.original = original;
        this.captured = captured;
        this.answer = answer;
    }

    @Override
    public Producer createProducer() {
        return new DefaultProducer(this) {
            @Override
            public void process(Exchange exchange) {
                capture(exchange);
            }
        };
    }

    private void capture(Exchange exchange) {
        Message message = exchange.getMessage();
        SortedMap<String, String> headers = new TreeMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        captured.accept(new WouldSend(original.getEndpointUri(), headers, message.getBody(String.class)));
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setBody(answer);
    }

    @Override
    public org.apache.camel.Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("nothing is taken from here");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
