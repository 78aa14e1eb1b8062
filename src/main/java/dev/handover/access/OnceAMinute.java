package dev.handover.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * Tells who has not been warned of for a minute, so that whoever is refused again and again cannot fill the log.
 *
 * <p>At most {@value #REMEMBERED} are remembered; of more, the least recent may be warned of sooner. Safe for use by many threads.
 */
public final class OnceAMinute {

    private static final int REMEMBERED = 1000;

    private final Cache<String, Boolean> warned = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    /** Whether to warn of {@code sender} now; the next time in a minute at the earliest. */
    public boolean isTimeFor(String sender) {
        return warned.asMap().putIfAbsent(sender, true) == null;
    }
}
