package dev.handover.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** The key without which the broker would store a callback outside a transaction; what is refused, the tests over HTTP have. */
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

    private String key(String operationID) {
        Exchange exchange = ExchangeBuilder.anExchange(camel)
                .withBody(new Callback(Callback.COMMAND, "g", "a", "b"))
                .withProperty("operationID", operationID)
                .build();
        validation.process(exchange);
        return exchange.getProperty(Validation.DUPLICATE_KEY, String.class);
    }
}
