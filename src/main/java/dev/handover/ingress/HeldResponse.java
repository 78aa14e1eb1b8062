package dev.handover.ingress;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** A response whose status, length and body are held until they are given. */
class HeldResponse extends ContentCachingResponseWrapper {

    private int status = SC_OK;
    private boolean failed;

    HeldResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void setStatus(int status) {
        this.status = status;
    }

    @Override
    public int getStatus() {
        return status;
    }

    /** Holds the failure back: what it is told with has no envelope. */
    @Override
    public void sendError(int status) {
        failed = true;
    }

    @Override
    public void sendError(int status, String message) {
        failed = true;
    }

    @Override
    public void flushBuffer() {}

    /** Whether the route has answered, and has not failed. */
    boolean isAnswer() {
        return !failed;
    }

    /** Writes what was held. */
    void give() throws IOException {
        super.setStatus(status);
        copyBodyToResponse();
    }
}
