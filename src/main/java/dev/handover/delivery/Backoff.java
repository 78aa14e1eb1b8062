package dev.handover.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before the next attempt. */
final class Backoff {

    /** A destination may ask for this much at most. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

    /** Delays differ by up to this part, so that what failed together does not come back together. */
    private static final double JITTER = 0.2;

    private final DeliverySettings settings;
    private final RandomGenerator random;

    Backoff(DeliverySettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /**
     * @param attempts how many attempts failed so far, from 1
     * @param retryAfter what the destination asked for
     * @return never less than the destination asked for (up to an hour), else the growing delay, up to a fifth shorter
     */
    Duration delay(int attempts, Optional<Duration> retryAfter) {
        double grown = settings.firstRetry().toMillis() * Math.pow(settings.backoff(), attempts - 1.0);
        double capped = Math.min(grown, settings.maxDelay().toMillis());
        Duration ours = Duration.ofMillis(Math.round(capped * (1 - JITTER * random.nextDouble())));
        return retryAfter
                // "At once" is no pace: it would use up all attempts in a moment.
                .filter(asked -> !asked.isZero())
                .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked)
                .map(asked -> asked.plusMillis(Math.round(Math.min(asked.toMillis(), 10_000) * JITTER * random.nextDouble())))
                .orElse(ours);
    }

    /** How long all attempts take with nothing but the growing delays. */
    Duration total() {
        double total = 0;
        double grown = settings.firstRetry().toMillis();
        for (int attempt = 1; attempt < settings.maxAttempts(); attempt++) {
            total += Math.min(grown, settings.maxDelay().toMillis());
            grown = Math.min(grown * settings.backoff(), settings.maxDelay().toMillis());
        }
        return Duration.ofMillis(Math.round(total));
    }
}
