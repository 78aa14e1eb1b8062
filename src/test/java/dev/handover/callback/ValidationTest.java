package dev.handover.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key without which the broker would store a callback outside a transaction; what else is refused, the tests over HTTP have. */
class ValidationTest {

    private final CamelContext camel = new DefaultCamelContext();
    private final Validation validation = new Validation(Clock.systemUTC());

    @Test
    void givesTheSameCallbackTheSameKey() {
        assertThat(key("op-1")).isEqualTo(key("op-1")).isNotEqualTo(key("op-2"));
    }

    @Test
    void givesACallbackWithoutAnOperationIDAKeyOfItsOwn() {
        assertThat(key("")).isNotBlank().isNotEqualTo(key(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d\ude00", "a\ud83d\ude00b", "\ue000", "\uffff", "ä"})
    void takesWhatUnicodeHas(String groupID) {
        validation.process(exchange("op", groupID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83d", "\ud83da", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void refusesHalfAPairOfSurrogates(String groupID) {
        Exchange exchange = exchange("op", groupID);
        assertThatThrownBy(() -> validation.process(exchange)).hasMessage("groupID is not valid Unicode");
    }

    private String key(String operationID) {
        Exchange exchange = exchange(operationID, "g");
        validation.process(exchange);
        return exchange.getProperty(Validation.DUPLICATE_KEY, String.class);
    }

    private Exchange exchange(String operationID, String groupID) {
        return ExchangeBuilder.anExchange(camel)
                .withBody(new Callback(Callback.COMMAND, groupID, "a", "b"))
                .withProperty("operationID", operationID)
                .build();
    }
}
