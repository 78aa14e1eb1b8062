package dev.handover.slack;

import dev.handover.delivery.DeliverySettings;
import dev.handover.delivery.Destination;
import dev.handover.settings.DataDirectory;
import dev.handover.template.MessageCheck;
import dev.handover.template.Notice;
import dev.handover.template.Templates;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.slack.SlackComponent;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** The steps and the component of the route {@code slack}. */
@Configuration(proxyBeanMethods = false)
class SlackConfiguration {

    @Bean
    Destination slackDestination(SlackSettings settings, DataDirectory data) {
        if (settings.isOutbox()) {
            return new Destination(
                    "slack",
                    "writes to " + data.path().resolve("outbox/slack")
                            + "; set SLACK_WEBHOOK_URL, or SLACK_TOKEN and SLACK_CHANNEL, to send");
        }
        return new Destination(
                "slack",
                settings.token().isEmpty() ? "sends to the channel of the webhook" : "sends to " + settings.channel());
    }

    @Bean
    MessageCheck slackCheck() {
        return SlackMessages::check;
    }

    @Bean
    SlackMessages slackMessages(Templates templates) {
        return new SlackMessages(templates);
    }

    /** Turns an event into the message that the {@code slack:} component sends. */
    @Bean
    Processor slackMessage(SlackMessages messages) {
        return exchange -> {
            exchange.setProperty(
                    SlackProducerWithFailures.CHANNEL, exchange.getProperty("recipient", "", String.class));
            exchange.getMessage().setBody(messages.message(Notice.of(exchange)));
        };
    }

    /** Turns an event into the message's JSON, in a file named for the event and, when it names one, the recipient. */
    @Bean
    Processor slackFile(SlackMessages messages) {
        return exchange -> {
            Notice notice = Notice.of(exchange);
            String recipient = exchange.getProperty("recipient", "", String.class);
            String suffix = recipient.isEmpty() ? "" : "." + recipient.replaceAll("[^\\p{L}\\p{N}_-]", "");
            exchange.getMessage().setHeader(Exchange.FILE_NAME, notice.event().id() + suffix + ".json");
            exchange.getMessage().setBody(messages.json(notice));
        };
    }

    /** Each Camel context gets its own. */
    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    SlackComponent slack(SlackSettings settings, DeliverySettings delivery) {
        return new SlackComponentWithFailures(settings, delivery);
    }
}
