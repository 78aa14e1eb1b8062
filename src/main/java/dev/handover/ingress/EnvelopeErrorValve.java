package dev.handover.ingress;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Invalid;
import dev.handover.envelope.Refusal;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.AbstractProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with an envelope what never reaches {@link IngressFilter}, or fails behind it: a request that is not HTTP,
 * an answer that took too long.
 */
class EnvelopeErrorValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(EnvelopeErrorValve.class);
    private static final String UNREADABLE = "The request could not be read or served";

    private final EnvelopeResponse answers;

    EnvelopeErrorValve(EnvelopeResponse answers) {
        this.answers = answers;
    }

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Refusal refusal = isStopping(request) ? new Refusal(Answer.UNAVAILABLE, UNREADABLE) : refusal(status);
        LOG.warn("Refused a request that could not be read or served: HTTP {}", refusal.answer().status());
        try {
            answers.write(response.getResponse(), refusal);
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("A caller went away before its answer", e);
        }
    }

    /** Tomcat does not read the head of a request that comes while it stops, and blames it for having no Host: 400. */
    private static boolean isStopping(Request request) {
        return request.getConnector().getProtocolHandler() instanceof AbstractProtocol<?> protocol
                && protocol.isPaused();
    }

    private static Refusal refusal(int status) {
        return switch (status) {
            case 404 -> new Refusal(Answer.UNHANDLED, UNREADABLE);
            case 405 -> new Refusal(Answer.WRONG_METHOD, UNREADABLE);
            case 413 -> new Refusal(Answer.TOO_LARGE, UNREADABLE);
            case 415 -> new Refusal(Answer.NOT_JSON, UNREADABLE);
            // An unknown transfer encoding or version of HTTP.
            case 501, 505 -> new Refusal(Invalid.HTTP, UNREADABLE);
            default -> status < 500 ? new Refusal(Invalid.HTTP, UNREADABLE) : new Refusal(Answer.UNAVAILABLE, UNREADABLE);
        };
    }
}
