package dev.handover.routes;

import com.slack.api.util.json.GsonFactory;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
            public void process(Exchange exchange) throws Exception {
                capture(exchange);
            }
        };
    }

    private void capture(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        SortedMap<String, String> headers = new TreeMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name, String.valueOf(value)));
        captured.accept(new WouldSend(original.getEndpointUri(), headers, text(message)));
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        message.setBody(answer);
    }

    /** A body that its endpoint writes out by itself is written as it would be. */
    private static String text(Message message) throws IOException, MessagingException {
        if (message.getBody() instanceof MimeMessage mail) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            mail.writeTo(bytes);
            return bytes.toString(StandardCharsets.UTF_8);
        } else if (message.getBody() instanceof com.slack.api.model.Message slack) {
            return GsonFactory.createSnakeCase().toJson(slack);
        }
        return message.getBody(String.class);
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
