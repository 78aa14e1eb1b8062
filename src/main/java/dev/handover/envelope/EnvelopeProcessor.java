package dev.handover.envelope;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Builds the answer: success, unless the exchange caught a failure; then the failure's envelope and one log line.
 *
 * <p>A {@link Refusal} answers as it says, JSON that cannot be read answers 5001, and everything else 5007: the
 * callback was not stored. No inside of a failure gets into {@code errDlt}.
 */
@Component("envelope")
class EnvelopeProcessor implements Processor {

    /** Said where they arise, once in place of a line a callback. */
    private static final Set<Answer> TOLD_ONCE =
            EnumSet.of(Answer.UNHANDLED, Answer.BACKEND_FAILED, Answer.BACKEND_TOO_SLOW);

    private static final Logger LOG = LoggerFactory.getLogger(EnvelopeProcessor.class);

    private final Answered answered;

    EnvelopeProcessor(Answered answered) {
        this.answered = answered;
    }

    @Override
    public void process(Exchange exchange) {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        if (caught == null) {
            answer(exchange, Answer.STORED, "");
        } else if (caught instanceof Refusal refusal) {
            refuse(exchange, refusal);
        } else if (caught instanceof JsonProcessingException unreadable) {
            refuse(exchange, UnreadableJson.refusal(unreadable));
        } else {
            LOG.error("Could not store a callback", caught);
            answer(exchange, Answer.UNAVAILABLE, "The callback is not known to be stored; it may be sent again");
        }
    }

    private void refuse(Exchange exchange, Refusal refusal) {
        if (!TOLD_ONCE.contains(refusal.answer())) {
            LOG.warn("Refused a callback: {}: {}", refusal.answer(), refusal.getMessage());
        }
        write(exchange, refusal.answer(), refusal.getMessage());
        answered.with(refusal);
    }

    void answer(Exchange exchange, Answer answer, String errDlt) {
        write(exchange, answer, errDlt);
        answered.with(answer);
    }

    private static void write(Exchange exchange, Answer answer, String errDlt) {
        Message message = exchange.getMessage();
        HttpServletResponse response = message.getHeader(Exchange.HTTP_SERVLET_RESPONSE, HttpServletResponse.class);
        // As at the edge. Not there for our own callback, whose refusals Tomcat itself closes after: 400 and 503.
        if (response != null && answer.status() != HttpServletResponse.SC_OK) {
            response.setHeader("Connection", "close");
        }
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader(Exchange.HTTP_CHUNKED, false);
        message.setBody(answer.json(errDlt));
    }
}
