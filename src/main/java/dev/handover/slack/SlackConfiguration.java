package dev.handover.slack;

import dev.handover.delivery.Destination;
import dev.handover.settings.DataDirectory;
import dev.handover.template.Notice;
import dev.handover.template.Templates;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.slack.SlackComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
    SlackMessages slackMessages(Templates templates) {
        return new SlackMessages(templates);
    }

    /** Turns an event into the message that the {@code slack:} component sends. */
    @Bean
    Processor slackMessage(SlackMessages messages) {
        return exchange -> exchange.getMessage()
                .setBody(messages.message(Notice.of(exchange.getMessage())));
    }

    /** Turns an event into the message's JSON, in a file named for the event. */
    @Bean
    Processor slackFile(SlackMessages messages) {
        return exchange -> {
            Notice notice = Notice.of(exchange.getMessage());
            exchange.getMessage().setHeader(Exchange.FILE_NAME, notice.event().id() + ".json");
            exchange.getMessage().setBody(messages.json(notice));
        };
    }

    @Bean
    SlackComponent slack(SlackSettings settings) {
        return new SlackComponentWithFailures(settings);
    }
}
