package dev.handover.slack;

import dev.handover.slack.SlackComponentWithFailures.FailingEndpoint;
import com.slack.api.Slack;
import com.slack.api.methods.SlackApiException;
import com.slack.api.util.http.SlackHttpClient;
import dev.handover.delivery.HttpFailure;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.component.slack.SlackProducer;

/**
 * Sends, and only then calls back; says how Slack failed in a form that the delivery policy understands.
 *
 * <p>The Web API answers most failures with 200 and an error word; the words that Slack documents as passing count as
 * 503, and the others as 400.
 */
class SlackProducerWithFailures extends SlackProducer {

    private static final Pattern STATUS = Pattern.compile("\\bcode=(\\d{3})\\b");
    private static final Pattern RETRY_AFTER = Pattern.compile("retry-after=\\[([^\\]]*)\\]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ERROR_WORD = Pattern.compile("\\berror=([a-z_]{1,60})\\b");

    /** Source: the errors of chat.postMessage in Slack's documentation. */
    private static final Set<String> PASSING = Set.of(
            "ratelimited",
            "rate_limited",
            "fatal_error",
            "internal_error",
            "service_unavailable",
            "request_timeout",
            "team_added_to_org");

    /** The exchange's property that names the channel or person; empty or missing: the channel of the settings. */
    static final String CHANNEL = "slackChannel";

    private final FailingEndpoint endpoint;

    SlackProducerWithFailures(FailingEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** camel-slack's client would wait for an answer that drips for ever, and read one without end; it offers no way to change it. */
    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Field client = SlackProducer.class.getDeclaredField("slack");
        client.setAccessible(true);
        Slack made = (Slack) client.get(this);
        client.set(this, Slack.getInstance(
                made.getConfig(), new SlackHttpClient(endpoint.bounded(made.getHttpClient().getOkHttpClient()))));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            String channel = exchange.getProperty(CHANNEL, "", String.class);
            if (channel.isEmpty()) {
                super.process(exchange, doneSync -> {});
            } else {
                endpoint.to(channel, () -> super.process(exchange, doneSync -> {}));
            }
            if (exchange.getException() != null) {
                exchange.setException(understood(exchange.getException()));
            }
        } catch (RuntimeException e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    static Exception understood(Exception failure) {
        if (failure instanceof SlackApiException api) {
            return new HttpFailure(
                    api.getResponse().code(),
                    api.getResponse().header("Retry-After"),
                    "Slack answered " + api.getResponse().code());
        }
        if (!(failure instanceof CamelExchangeException) || failure.getMessage() == null) {
            return failure;
        }
        Matcher status = STATUS.matcher(failure.getMessage());
        if (status.find()) {
            Matcher retryAfter = RETRY_AFTER.matcher(failure.getMessage());
            return new HttpFailure(
                    Integer.parseInt(status.group(1)),
                    retryAfter.find() ? retryAfter.group(1) : null,
                    "Slack answered " + status.group(1));
        }
        Matcher word = ERROR_WORD.matcher(failure.getMessage());
        if (!word.find() || word.group(1).equals("null")) {
            return failure;
        }
        return new HttpFailure(PASSING.contains(word.group(1)) ? 503 : 400, null, "Slack answered " + word.group(1));
    }
}
