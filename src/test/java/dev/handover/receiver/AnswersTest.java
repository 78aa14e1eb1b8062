package dev.handover.receiver;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.delivery.HttpFailure;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

    private final Answers answers = new Answers();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "200 | {\"errcode\": 130101, \"errmsg\": \"too fast\"} | The receiver answered errcode 130101: too fast",
        "200 | {\"errcode\": 310000} | The receiver answered errcode 310000",
        "200 | {\"errcode\": \"no\"} | The receiver answered 200 without a number in errcode",
        "200 | <html>a proxy's page</html> | The receiver answered 200 without a number in errcode",
        "502 | '' | The receiver answered 502 without a number in errcode"
    })
    void failWithWhatWasSaid(int status, String body, String message) {
        assertThatThrownBy(() -> answers.requireZero(answer(status, body), "errcode", "-1 130101"))
                .isInstanceOf(HttpFailure.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "403 | {\"ok\": false, \"error_code\": 403, \"description\": \"kicked\"} | The receiver answered 403: kicked",
        "200 | {\"ok\": false, \"error_code\": 500} | The receiver answered 500",
        "200 | {\"ok\": false} | The receiver answered 200 without an error_code"
    })
    void failWithWhatTelegramSaid(int status, String body, String message) {
        assertThatThrownBy(() -> answers.requireOk(answer(status, body))).isInstanceOf(HttpFailure.class).hasMessage(message);
    }

    @Test
    void takeSuccessForIt() {
        assertThatCode(() -> answers.requireZero(answer(200, "{\"errcode\": 0, \"errmsg\": \"ok\"}"), "errcode", "-1")).doesNotThrowAnyException();
        assertThatCode(() -> answers.requireOk(answer(200, "{\"ok\": true, \"result\": {}}"))).doesNotThrowAnyException();
    }

    private static Exchange answer(int status, String body) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setBody(body);
        return exchange;
    }
}
