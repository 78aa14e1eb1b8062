package dev.handover.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * What a failed delivery means.
 *
 * @param mayPass whether another attempt may succeed
 * @param reason a short label, the same for all destinations; it is shown in dead letters and metrics
 * @param retryAfter what the destination asked for
 */
record Failure(boolean mayPass, String reason, Optional<Duration> retryAfter) {

    static Failure mayPass(String reason) {
        return new Failure(true, reason, Optional.empty());
    }

    static Failure never(String reason) {
        return new Failure(false, reason, Optional.empty());
    }
}
