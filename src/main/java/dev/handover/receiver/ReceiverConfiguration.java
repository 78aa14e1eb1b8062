package dev.handover.receiver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.callback.Event;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of ready-made destinations that YAML cannot say; each expects its secret in the property {@code secret}. */
@Configuration(proxyBeanMethods = false)
class ReceiverConfiguration {

    /** Signs the body: the headers {@code webhook-id}, {@code webhook-timestamp} and {@code webhook-signature}. */
    @Bean
    Processor standardWebhookSignature(Clock clock) {
        return exchange -> {
            Message message = exchange.getMessage();
            String id = exchange.getProperty("event", Event.class).id();
            long seconds = clock.instant().getEpochSecond();
            String body = message.getMandatoryBody(String.class);
            message.setHeader("webhook-id", id);
            message.setHeader("webhook-timestamp", seconds);
            message.setHeader("webhook-signature", Signatures.standardWebhook(secret(exchange), id, seconds, body));
        };
    }

    /** Signs for DingTalk: the request's query, with the property {@code token}. */
    @Bean
    Processor dingTalkSignature(Clock clock) {
        return exchange -> {
            long millis = clock.millis();
            exchange.getMessage().setHeader(
                    Exchange.HTTP_QUERY,
                    "access_token=" + encoded(exchange.getProperty("token", "", String.class)) + "&timestamp=" + millis + "&sign="
                            + encoded(Signatures.dingTalk(secret(exchange), millis)));
        };
    }

    /** Signs for Feishu: {@code timestamp} and {@code sign} in the body, a JSON object. */
    @Bean
    Processor feishuSignature(Clock clock) {
        ObjectMapper json = new ObjectMapper();
        return exchange -> {
            long seconds = clock.instant().getEpochSecond();
            ObjectNode body = json.readValue(exchange.getMessage().getMandatoryBody(String.class), ObjectNode.class);
            body.put("timestamp", Long.toString(seconds));
            body.put("sign", Signatures.feishu(secret(exchange), seconds));
            exchange.getMessage().setBody(json.writeValueAsString(body));
        };
    }

    @Bean
    Answers answer() {
        return new Answers();
    }

    /** Fails as Telegram's answer says, which has the time to wait in its body. */
    @Bean
    Processor telegramAnswer(Answers answers) {
        return answers::requireOk;
    }

    private static String secret(Exchange exchange) {
        return exchange.getProperty("secret", "", String.class);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
