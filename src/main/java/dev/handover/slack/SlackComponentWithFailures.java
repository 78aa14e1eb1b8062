package dev.handover.slack;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Producer;
import org.apache.camel.component.slack.SlackComponent;
import org.apache.camel.component.slack.SlackEndpoint;

/**
 * Camel's {@code slack:} component with failures that reach the route's error handler.
 *
 * <p>Up to 4.18.2 its producer calls back before it sets the exception (CAMEL-23627), so that a failed message looks
 * sent. Remove this when the version in use has it fixed.
 */
class SlackComponentWithFailures extends SlackComponent {

    private final SlackSettings settings;

    SlackComponentWithFailures(SlackSettings settings) {
        this.settings = settings;
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

        FailingEndpoint(String uri, SlackComponentWithFailures component) {
            // A webhook has its channel; Slack refuses one that differs.
            super(uri, component.settings.token().isEmpty() ? null : component.settings.channel(), component);
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

        @Override
        public Producer createProducer() {
            return new SlackProducerWithFailures(this);
        }
    }
}
