package dev.handover.backend;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import dev.handover.settings.InvalidSetting;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Keeps the backend's slowness from our own callback: so many calls at a time and no queue, each for so long.
 *
 * <p>Beyond that it refuses with 504/5007, at once when all places are taken. A call that cannot be broken off (the
 * resolution of a name) keeps its place, but nobody waits for it. The places must be fewer than the workers that all
 * callbacks share.
 */
@Component
class Bulkhead implements AutoCloseable {

    private final Duration timeout;
    private final Semaphore places;
    private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("app-backend"));

    Bulkhead(
            BackendSettings settings,
            @Value("${spring.task.execution.pool.core-size}") int workers,
            @Value("${spring.mvc.async.request-timeout}") Duration requestTimeout) {
        if (settings.timeout().compareTo(requestTimeout) >= 0) {
            throw new InvalidSetting(
                    "handover.backend.timeout",
                    "is not shorter than spring.mvc.async.request-timeout, after which every callback is answered 503",
                    "Write a shorter time, or raise the other one.");
        }
        if (settings.maxConcurrent() >= workers) {
            throw new InvalidSetting(
                    "handover.backend.max-concurrent",
                    "leaves no worker for the callback that Handover stores",
                    "Write less than spring.task.execution.pool.core-size, such as half of it.");
        }
        this.timeout = settings.timeout();
        this.places = new Semaphore(settings.maxConcurrent());
    }

    /** Returns what the call returns or throws what it throws; {@link Refusal} when it got no place or no time. */
    <T> T call(Callable<T> call) throws Exception {
        if (!places.tryAcquire()) {
            throw new Refusal(Answer.BACKEND_TOO_SLOW, "The app backend has too many callbacks to answer");
        }
        AtomicBoolean begun = new AtomicBoolean();
        Future<T> placed = begin(() -> begun.compareAndSet(false, true) ? inItsPlace(call) : null);
        try {
            return placed.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            placed.cancel(true);
            if (begun.compareAndSet(false, true)) {
                places.release();
            }
            throw tooSlow();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private <T> Future<T> begin(Callable<T> call) {
        try {
            return threads.submit(call);
        } catch (RuntimeException | Error noThread) {
            places.release();
            throw noThread;
        }
    }

    /** The place is free again before the caller has what the call returns. */
    private <T> T inItsPlace(Callable<T> call) throws Exception {
        try {
            return call.call();
        } finally {
            places.release();
        }
    }

    static Refusal tooSlow() {
        return new Refusal(Answer.BACKEND_TOO_SLOW, "The app backend did not answer in time");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
