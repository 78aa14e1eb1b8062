package dev.handover.slack;

import static dev.handover.backend.BackendStub.hasNoEndAfter;
import static dev.handover.backend.BackendStub.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.backend.BackendStub;
import dev.handover.delivery.AnswerTooLong;
import dev.handover.delivery.DeliverySettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** What becomes of a message when what stands in for Slack takes its time to answer, or answers without end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlackAnswersTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String TAKEN = "{\"ok\": true, \"team_id\": \"T1\"}";

    private final BackendStub slack = new BackendStub();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void starts() {
        DeliverySettings delivery = new DeliverySettings(
                Duration.ofSeconds(5), 2, Duration.ofMinutes(15), 400, Duration.ofSeconds(3), DataSize.ofKilobytes(64));
        camel.addComponent("slack", new SlackComponentWithFailures(new SlackSettings("", "", "", slack.url()), delivery));
        camel.start();
    }

    @AfterEach
    void stops() throws IOException {
        camel.stop();
        slack.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsInTimeWhenTheAnswerDrips(boolean withToken) {
        slack.always(slack.dripsAfter(HEAD + "Content-Length: 1000\r\n\r\n"));
        assertThat(sent(withToken)).isInstanceOf(InterruptedIOException.class);
        slack.always(taken());
        assertThat(sent(withToken)).as("the next").isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failsWhenTheAnswerHasNoEnd(boolean withToken) {
        slack.always(hasNoEndAfter(HEAD + "\r\n", "x"));
        assertThat(sent(withToken)).isInstanceOf(AnswerTooLong.class);
        slack.always(taken());
        assertThat(sent(withToken)).as("the next").isNull();
    }

    private Exception sent(boolean withToken) {
        String endpoint = withToken ? "slack:#ops?token=xoxb-1" : "slack:#ops?webhookUrl=" + slack.url() + "/hook";
        return camel.createProducerTemplate().request(endpoint, exchange -> exchange.getMessage().setBody("x")).getException();
    }

    private static BackendStub.Behaviour taken() {
        return says(HEAD + "Content-Length: " + TAKEN.length() + "\r\n\r\n" + TAKEN);
    }
}
