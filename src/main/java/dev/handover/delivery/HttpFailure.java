package dev.handover.delivery;

import java.util.Optional;

/** A destination answered over HTTP, and not with success. */
public final class HttpFailure extends Exception {

    private final int status;
    private final String retryAfter;

    /**
     * @param status the HTTP status
     * @param retryAfter the {@code Retry-After} header (RFC 9110, section 10.2.3), or null
     * @param message what to tell an operator; without secrets
     */
    public HttpFailure(int status, String retryAfter, String message) {
        super(message);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
