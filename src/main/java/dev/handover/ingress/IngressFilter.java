package dev.handover.ingress;

import dev.handover.callback.Callback;
import dev.handover.envelope.Answer;
import dev.handover.envelope.Answered;
import dev.handover.envelope.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request through to the routes when it can be served, with its whole body and its command as the path, and
 * answers it with an envelope when it cannot.
 *
 * <p>Whatever Spring or the container would answer in their own words (404, 405, 413, 415, 503) is answered here:
 * OpenIM's client takes anything but the envelope as a failure.
 */
class IngressFilter extends HttpFilter {

    static final String BODY = IngressFilter.class.getName() + ".body";
    private static final String COMMAND = IngressFilter.class.getName() + ".command";

    private static final Logger LOG = LoggerFactory.getLogger(IngressFilter.class);

    private final transient RequestCheck check;
    private final transient BodyMemory memory;
    private final transient BodyLimits limits;
    private final transient EnvelopeResponse answers;
    private final transient Answered answered;
    private final transient CallbackConsumer consumer;
    private final transient Duration bodyTimeout;

    IngressFilter(
            RequestCheck check,
            BodyMemory memory,
            BodyLimits limits,
            EnvelopeResponse answers,
            Answered answered,
            CallbackConsumer consumer,
            Duration bodyTimeout) {
        this.check = check;
        this.memory = memory;
        this.limits = limits;
        this.answers = answers;
        this.answered = answered;
        this.consumer = consumer;
        this.bodyTimeout = bodyTimeout;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            if (request.getDispatcherType() == DispatcherType.ASYNC) {
                serve(request, response, chain);
            } else {
                String command = check.command(request);
                request.setAttribute(COMMAND, command);
                receive(request, response, command, chain);
            }
        } catch (Refusal refusal) {
            // Who is over the limit, or may not send, is warned of once; a line for each request would be what he wants.
            if (refusal.answer() != Answer.TOO_MANY && refusal.answer() != Answer.FORBIDDEN) {
                LOG.warn("Refused a request: {}: {}", refusal.answer(), refusal.getMessage());
            }
            refuse(request, response, refusal);
        } catch (Exception e) {
            // Among others: every worker busy and the queue before them full.
            LOG.error("Could not serve a request", e);
            answers.write(response, new Refusal(Answer.UNAVAILABLE, "Handover could not serve the request"));
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        boolean whole = request.getDispatcherType() == DispatcherType.ASYNC || UnwantedBody.hasCome(request);
        answers.write(response, refusal);
        if (!whole) {
            UnwantedBody.discard(request, bodyTimeout);
        }
    }

    private void receive(
            HttpServletRequest request, HttpServletResponse response, String command, FilterChain chain)
            throws IOException, ServletException {
        // How long another command takes is the app backend's matter.
        Consumer<Duration> timed = command.equals(Callback.COMMAND) ? answered::after : time -> {};
        BodyHold hold = new BodyHold(memory, timed);
        try {
            ReceivedBody body = new ReceivedBody(hold, limits.of(command));
            BodyReceiver receiver = new BodyReceiver(request, response, answers, body);
            if (receiver.hasCome()) {
                serve(request, response, chain);
            } else {
                receiver.start(bodyTimeout);
            }
        } finally {
            hold.untilAnswered(request);
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String command = (String) request.getAttribute(COMMAND);
        BufferedRequest whole = new BufferedRequest(request, command, (byte[]) request.getAttribute(BODY));
        if (!command.equals(Callback.COMMAND) || !consumer.serve(whole, response)) {
            chain.doFilter(whole, response);
        }
    }
}
