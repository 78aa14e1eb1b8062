package dev.handover.ingress;

import dev.handover.envelope.Answered;
import dev.handover.envelope.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Writes the envelope of a refusal where no route is at work, and counts it.
 *
 * <p>The connection closes then: one answer always fits what is kept for a sender that does not read, and many do not. A sender
 * that goes on and reads none would hold the thread that writes them.
 */
@Component
class EnvelopeResponse {

    private final Answered answered;

    EnvelopeResponse(Answered answered) {
        this.answered = answered;
    }

    /** Does nothing when an answer is already under way. */
    void write(HttpServletResponse response, Refusal refusal) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        answered.with(refusal);
        byte[] body = refusal.answer().json(refusal.getMessage());
        response.reset();
        response.setStatus(refusal.answer().status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        switch (refusal.answer()) {
            case WRONG_METHOD -> response.setHeader(HttpHeaders.ALLOW, "POST");
            case UNAUTHORIZED -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"handover\"");
            case TOO_MANY -> response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            default -> {}
        }
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
