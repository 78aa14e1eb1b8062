package dev.handover.callback;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How JSON is read from OpenIM, and how events are written and read on the queues. */
@Configuration(proxyBeanMethods = false)
class CallbackConfiguration {

    /** Takes what RFC 8259 calls interoperable and no more; a number is not a string. */
    @Bean(defaultCandidate = false)
    ObjectMapper callbackJson() {
        JsonMapper.Builder json = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        json.withCoercionConfig(LogicalType.Textual, text -> {
            text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
            text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
            text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        });
        return json.build();
    }

    @Bean(defaultCandidate = false)
    ObjectMapper eventJson() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    /** Turns the {@link Event} that is the body into the JSON text that the queues hold. */
    @Bean
    Processor eventText(@Qualifier("eventJson") ObjectMapper json) {
        return exchange -> {
            Message message = exchange.getMessage();
            message.setBody(json.writeValueAsString(message.getMandatoryBody(Event.class)));
        };
    }
}
