package dev.handover.ingress;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Answered;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Writes an envelope where no route is at work, and counts it. */
@Component
class EnvelopeResponse {

    private final Answered answered;

    EnvelopeResponse(Answered answered) {
        this.answered = answered;
    }

    /** Does nothing when an answer is already under way. The connection closes where more of the body may come. */
    void write(HttpServletResponse response, Answer answer, String errDlt) throws IOException {
        write(response, answer, errDlt, false);
    }

    /** The same; the connection closes then. */
    void writeLast(HttpServletResponse response, Answer answer, String errDlt) throws IOException {
        write(response, answer, errDlt, true);
    }

    private void write(HttpServletResponse response, Answer answer, String errDlt, boolean last) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        answered.with(answer);
        byte[] body = answer.json(errDlt);
        response.reset();
        response.setStatus(answer.status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        switch (answer) {
            case WRONG_METHOD -> response.setHeader(HttpHeaders.ALLOW, "POST");
            case UNAUTHORIZED -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"handover\"");
            case TOO_MANY -> response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            case TOO_LARGE, INVALID, FORBIDDEN -> response.setHeader(HttpHeaders.CONNECTION, "close");
            default -> {}
        }
        if (last) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
