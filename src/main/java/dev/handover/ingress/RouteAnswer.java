package dev.handover.ingress;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer that a route gives, held until it is whole: the caller gets that, or 503/5007 when it takes too long, fails, or there is no
 * room, and never a part of both.
 */
class RouteAnswer implements AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(RouteAnswer.class);
    private static final String NOT_KNOWN = "The callback is not known to be stored; it may be sent again";
    private static final String FAILED = "Handover could not serve the request";

    private final EnvelopeResponse answers;
    private final HttpServletResponse response;
    private final Executor late;
    private final HeldResponse held;
    private AsyncContext async;
    private boolean given;

    /** @param late gives the answers in place of a route that takes too long */
    RouteAnswer(EnvelopeResponse answers, HttpServletResponse response, Executor late) {
        this.answers = answers;
        this.response = response;
        this.late = late;
        this.held = new HeldResponse(response);
    }

    /** Has the route answer within so long. What no worker has begun by then is not begun any more. */
    void from(CallbackRoute route, HttpServletRequest request, Duration longest) {
        async = request.startAsync();
        // The container would look once a second only, and go on while the route answers.
        async.setTimeout(0);
        async.addListener(this);
        try {
            route.answer(request, held)
                    .orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((done, failure) -> {
                        if (failure instanceof TimeoutException) {
                            // Not on the one thread that watches the time.
                            late.execute(() -> refuse(NOT_KNOWN));
                        } else if (failure == null && held.isAnswer()) {
                            give(held::give);
                        } else {
                            LOG.error("A callback's route gave no answer", failure);
                            refuse(FAILED);
                        }
                    });
        } catch (RejectedExecutionException noRoom) {
            refuse("Too many callbacks are waiting; nothing was kept");
        } catch (RuntimeException e) {
            LOG.error("A callback could not be given to its route", e);
            refuse(FAILED);
        }
    }

    private void refuse(String errDlt) {
        give(() -> {
            LOG.warn("Refused a request: {}: {}", Answer.UNAVAILABLE, errDlt);
            answers.write(response, new Refusal(Answer.UNAVAILABLE, errDlt));
        });
    }

    /** Who comes second waits until the answer is out: the container recycles a failed request when {@link #onError} returns. */
    private synchronized void give(Written answer) {
        if (!given) {
            given = true;
            try {
                answer.write();
            } catch (IOException | RuntimeException e) {
                LOG.debug("A caller went away before its answer", e);
            } finally {
                async.complete();
            }
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        refuse(FAILED);
    }

    /** The server stops. */
    @Override
    public void onTimeout(AsyncEvent event) {
        refuse(NOT_KNOWN);
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private interface Written {
        void write() throws IOException;
    }
}
