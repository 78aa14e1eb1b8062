package dev.handover.openim;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An administrator's token: fetched once, kept, and fetched anew only when it was refused.
 *
 * <p>A new token revokes the older ones after five minutes, other programs' too (see OpenIM's {@code get_admin_token}): so
 * many who need one at the same time wait for one fetch.
 */
final class Token {

    /** Fetches a token. */
    @FunctionalInterface
    interface Fetch {
        String fetch(String operationID, Deadline deadline) throws ApiFailure;
    }

    private final Fetch fetch;
    private final Duration pause;
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicReference<String> current = new AtomicReference<>();
    private volatile long fetched;

    /** @param pause how old a token must be to be fetched anew: else a server that refuses each of them got one a question */
    Token(Fetch fetch, Duration pause) {
        this.fetch = fetch;
        this.pause = pause;
    }

    String get(String operationID, Deadline deadline) throws ApiFailure {
        String kept = current.get();
        if (kept != null) {
            return kept;
        }
        lock(deadline);
        try {
            if (current.get() == null) {
                current.set(fetch.fetch(operationID, deadline));
                fetched = System.nanoTime();
            }
            return current.get();
        } finally {
            fetching.unlock();
        }
    }

    /** Forgets the token, unless it has been replaced already or is too new for that. */
    void refused(String token) {
        if (System.nanoTime() - fetched < pause.toNanos()) {
            return;
        }
        current.compareAndSet(token, null);
    }

    private void lock(Deadline deadline) throws ApiFailure {
        try {
            if (!fetching.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw ApiFailure.of("no token in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ApiFailure.of("interrupted");
        }
    }
}
