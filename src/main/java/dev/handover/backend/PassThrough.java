package dev.handover.backend;

import dev.handover.callback.Callback;
import dev.handover.envelope.Answer;
import dev.handover.envelope.Answered;
import dev.handover.envelope.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Passes a request on to the backend, and the backend's answer back, both as they came.
 *
 * <p>Refuses with 502/5007 when the backend cannot be reached or breaks off, with 504/5007 when it takes too long;
 * warned of once until it answers again.
 *
 * <p>Not by {@code http:} and the consumer's own writing of answers: between them they join repeated headers, take
 * {@code [a, b]} apart, encode queries anew, drop headers named like a query parameter, compress what is compressed,
 * and recode text.
 */
@Component("passThrough")
class PassThrough implements Processor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PassThrough.class);

    private final BackendSettings settings;
    private final Bulkhead bulkhead;
    private final CloseableHttpClient client;
    private final Answered answered;
    private final AtomicBoolean failing = new AtomicBoolean();

    PassThrough(BackendSettings settings, Bulkhead bulkhead, BackendClient configurer, Answered answered) {
        this.settings = settings;
        this.bulkhead = bulkhead;
        this.answered = answered;
        // Its TLS is a fortieth of a start; without a backend nothing is passed through.
        this.client = settings.isSet() ? client(configurer) : null;
    }

    private static CloseableHttpClient client(BackendClient configurer) {
        HttpClientBuilder builder = HttpClientBuilder.create();
        configurer.configureHttpClient(builder);
        return builder.build();
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        HttpServletRequest request = message.getHeader(Exchange.HTTP_SERVLET_REQUEST, HttpServletRequest.class);
        HttpServletResponse response = message.getHeader(Exchange.HTTP_SERVLET_RESPONSE, HttpServletResponse.class);
        String command = request.getRequestURI().substring(1);
        if (command.equals(Callback.COMMAND)) {
            throw new Refusal(Answer.UNAVAILABLE, "The route of this command does not run; nothing was kept");
        }
        BackendAnswer answer = answer(BackendRequest.of(request, settings.command(command)));
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setBody(null);
        answered.passedOn();
        try {
            answer.write(response);
        } catch (IOException gone) {
            LOG.debug("A caller went away before its answer", gone);
        }
    }

    private BackendAnswer answer(HttpUriRequestBase request) {
        try {
            BackendAnswer answer = bulkhead.call(() -> client.execute(request, BackendAnswer::of));
            if (failing.compareAndSet(true, false)) {
                LOG.info("The app backend answers again");
            }
            return answer;
        } catch (Refusal refusal) {
            throw failed(refusal, refusal.getMessage());
        } catch (InterruptedIOException late) {
            throw failed(Bulkhead.tooSlow(), late.getMessage());
        } catch (Exception failure) {
            throw failed(
                    new Refusal(Answer.BACKEND_FAILED, "The app backend could not be reached, or broke off"),
                    failure.toString());
        }
    }

    private Refusal failed(Refusal refusal, String why) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn(
                    "The app backend at {} fails, without a further warning until it answers again: {}",
                    settings.address(),
                    why);
        }
        return refusal;
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
    }
}
