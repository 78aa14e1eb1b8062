package dev.handover.ingress;

import dev.handover.envelope.Answer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Writes an envelope where no route is at work. */
final class EnvelopeResponse {

    private EnvelopeResponse() {}

    /** Does nothing when an answer is already under way. The connection closes where more of the body may come. */
    static void write(HttpServletResponse response, Answer answer, String errDlt) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = answer.envelope(errDlt).json();
        response.reset();
        response.setStatus(answer.status());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        switch (answer) {
            case WRONG_METHOD -> response.setHeader(HttpHeaders.ALLOW, "POST");
            case UNAUTHORIZED -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"handover\"");
            case TOO_MANY -> response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            case TOO_LARGE, INVALID -> response.setHeader(HttpHeaders.CONNECTION, "close");
            default -> {}
        }
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
