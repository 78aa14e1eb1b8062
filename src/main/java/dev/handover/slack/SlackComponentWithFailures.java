package dev.handover.slack;

import dev.handover.delivery.DeliverySettings;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.component.slack.SlackComponent;
import org.apache.camel.component.slack.SlackEndpoint;

/**
 * Camel's {@code slack:} component with failures that reach the route's error handler.
 *
 * <p>Up to 4.18.2 its producer calls back before it sets the exception (CAMEL-23627), so that a failed message looks
 * sent. Remove this when the version in use has it fixed.
 *
 * <p>Each call is bounded as one of {@code http:} is, in time and in the length of its answer.
 */
class SlackComponentWithFailures extends SlackComponent {

    private final SlackSettings settings;
    private final DeliverySettings delivery;

    SlackComponentWithFailures(SlackSettings settings, DeliverySettings delivery) {
        this.settings = settings;
        this.delivery = delivery;
        // Slack's client takes a tenth of a second to make, and ten threads that it measures itself with: with the first message.
        setLazyStartProducer(true);
        setWebhookUrl(settings.webhookUrl().isEmpty() ? null : settings.webhookUrl());
        setToken(settings.token().isEmpty() ? null : settings.token());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) throws Exception {
        SlackEndpoint endpoint = new FailingEndpoint(uri, this);
        endpoint.setServerUrl(settings.apiUrl().isEmpty() ? null : settings.apiUrl());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** camel-slack asks its endpoint for the channel, and for nothing in the message. */
    static final class FailingEndpoint extends SlackEndpoint {

        private final ThreadLocal<String> channel = new ThreadLocal<>();
        private final DeliverySettings delivery;

        FailingEndpoint(String uri, SlackComponentWithFailures component) {
            // A webhook has its channel; Slack refuses one that differs.
            super(uri, component.settings.token().isEmpty() ? null : component.settings.channel(), component);
            this.delivery = component.delivery;
        }

        /** The channel or person of the message that this thread is sending, else that of the settings. */
        @Override
        public String getChannel() {
            return channel.get() == null ? super.getChannel() : channel.get();
        }

        /** Sends to a channel or person what this thread sends in {@code sending}. */
        void to(String recipient, Runnable sending) {
            channel.set(recipient);
            try {
                sending.run();
            } finally {
                channel.remove();
            }
        }

        /** The same client, with its threads and connections, and with bounds. */
        OkHttpClient bounded(OkHttpClient client) {
            return client.newBuilder()
                    .callTimeout(delivery.answerTimeout())
                    .addInterceptor(new WholeAnswers(Math.toIntExact(delivery.maxAnswer().toBytes())))
                    .build();
        }

        @Override
        public Producer createProducer() {
            return new SlackProducerWithFailures(this);
        }
    }
}
