package dev.handover.ingress;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.Consumer;

/** What one body takes of the memory for all bodies, until its request has been answered, or nothing works on it any more. */
class BodyHold implements AsyncListener {

    private final BodyMemory memory;
    private final Consumer<Duration> timed;
    private int taken;
    private long whole;

    /** @param timed is told the time from the body's last byte to the end of the answer; not when the body is refused */
    BodyHold(BodyMemory memory, Consumer<Duration> timed) {
        this.memory = memory;
        this.timed = timed;
    }

    /** Takes so many bytes more, or none when there are not enough. */
    synchronized boolean take(int bytes) {
        boolean enough = memory.take(bytes);
        taken += enough ? bytes : 0;
        return enough;
    }

    /** Gives back what it took: nothing of the body is kept. */
    synchronized void give() {
        memory.give(taken);
        taken = 0;
    }

    /** The last byte has come. */
    synchronized void whole() {
        whole = System.nanoTime();
    }

    /** To be called when the request's first pass ends: it may have been answered, or may go on asynchronously. */
    void untilAnswered(HttpServletRequest request) {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(this);
        } else {
            end();
        }
    }

    private synchronized void end() {
        give();
        if (whole != 0) {
            timed.accept(Duration.ofNanos(System.nanoTime() - whole));
            whole = 0;
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    /** The routes go on asynchronously: the body counts until they have answered, for many may wait for a worker. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}
}
