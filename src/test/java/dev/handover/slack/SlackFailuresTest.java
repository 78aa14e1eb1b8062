package dev.handover.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.delivery.HttpFailure;
import java.io.IOException;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the delivery policy is told of the failures of camel-slack, which has them in an exception's text only. */
class SlackFailuresTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "WebhookResponse(code=429, message=Too Many, body=x, headers={retry-after=[30]})|429|30",
        "WebhookResponse(code=503, message=, body=null, headers={Retry-After=[Tue, 24 Nov 2026 10:00:30 GMT]})|503|Tue, 24 Nov 2026 10:00:30 GMT",
        "WebhookResponse(code=404, message=, body=no_service, headers={})|404|",
        "ChatPostMessageResponse(ok=false, error=ratelimited, channel=null)|503|",
        "ChatPostMessageResponse(ok=false, error=internal_error)|503|",
        "ChatPostMessageResponse(ok=false, error=channel_not_found)|400|",
        "ChatPostMessageResponse(ok=false, error=invalid_auth)|400|",
    })
    void becomeAStatusAndARetryAfter(String text, int status, String retryAfter) throws Exception {
        assertThat(understood(text))
                .usingRecursiveComparison()
                .comparingOnlyFields("status", "retryAfter")
                .isEqualTo(new HttpFailure(status, retryAfter, ""));
    }

    @Test
    void tellNothingOfWhatSlackRepeated() throws Exception {
        assertThat(understood("WebhookResponse(code=400, body=https://hooks.slack.com/s3cret)")).hasMessage("Slack answered 400");
        assertThat(understood("(ok=false, error=invalid_blocks, message=s3cret)")).hasMessage("Slack answered invalid_blocks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ChatPostMessageResponse(ok=false, error=null)", "something else"})
    void stayWhatTheyAreWhenSlackSaidNothingKnown(String text) throws Exception {
        assertThat(understood(text)).isInstanceOf(CamelExchangeException.class);
    }

    @Test
    void stayWhatTheyAreWhenSlackWasNotReached() throws Exception {
        IOException refused = new IOException("refused");
        assertThat(SlackProducerWithFailures.understood(refused)).isSameAs(refused);
    }

    private static Exception understood(String text) throws IOException {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            return SlackProducerWithFailures.understood(new CamelExchangeException(text, new DefaultExchange(camel)));
        }
    }
}
