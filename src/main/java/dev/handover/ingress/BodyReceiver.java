package dev.handover.ingress;

import dev.handover.envelope.Invalid;
import dev.handover.envelope.Refusal;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one request's body, without holding a thread for what has not come yet. What came with the head is taken at once;
 * for the rest the request becomes asynchronous, and is dispatched again when the body is whole.
 *
 * <p>A body that grows beyond the limit is answered 413/5005, one that takes too long 400/5001, and one that does not
 * fit into the memory set aside for all bodies 503/5007. A sender that goes away gets nothing, and leaves nothing.
 */
class BodyReceiver implements ReadListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(BodyReceiver.class);
    private static final int PIECE = 4096;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final ServletInputStream input;
    private final EnvelopeResponse answers;
    private final ReceivedBody body;
    private AsyncContext async;
    private UnwantedBody rest;
    private boolean done;

    BodyReceiver(
            HttpServletRequest request, HttpServletResponse response, EnvelopeResponse answers, ReceivedBody body)
            throws IOException {
        this.request = request;
        this.response = response;
        this.input = request.getInputStream();
        this.answers = answers;
        this.body = body;
    }

    /**
     * Takes what came with the head, without waiting.
     *
     * @return whether that is the whole body; it is then the request's attribute {@link IngressFilter#BODY}
     * @throws Refusal when there is no memory for it
     */
    synchronized boolean hasCome() throws IOException {
        long length = request.getContentLengthLong();
        if (length > 0) {
            byte[] buffer = new byte[(int) Math.min(length, PIECE)];
            // All that is there: for what the container has read already it would not call back.
            while (body.length() < length && input.available() > 0) {
                body.add(buffer, input.read(buffer));
            }
            if (body.length() == length) {
                whole();
            }
        }
        return done;
    }

    /** Receives the rest. */
    void start(Duration timeout) {
        async = request.startAsync();
        async.setTimeout(timeout.toMillis());
        async.addListener(this);
        input.setReadListener(this);
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        byte[] buffer = new byte[PIECE];
        while (!done && input.isReady()) {
            int read = input.read(buffer);
            if (read < 0) {
                return;
            }
            try {
                body.add(buffer, read);
            } catch (Refusal refusal) {
                discard(refusal);
            }
        }
        if (rest != null) {
            rest.onDataAvailable();
        }
    }

    private void discard(Refusal refusal) throws IOException {
        answer(refusal);
        body.forget();
        rest = new UnwantedBody(async, input);
    }

    @Override
    public synchronized void onAllDataRead() {
        if (rest != null) {
            rest.onAllDataRead();
        } else if (!done) {
            whole();
            async.dispatch();
        }
    }

    private void whole() {
        done = true;
        request.setAttribute(IngressFilter.BODY, body.whole());
    }

    @Override
    public synchronized void onError(Throwable failure) {
        if (rest != null) {
            rest.onError(failure);
        } else if (!done) {
            LOG.debug("A body could not be read", failure);
            try {
                // Bad chunks get an answer; a sender that went away does not see it.
                refuse(new Refusal(Invalid.HTTP, "The body could not be read"));
            } catch (IOException | IllegalStateException gone) {
                async.complete();
            }
        }
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) throws IOException {
        if (rest != null) {
            rest.onTimeout(event);
        } else if (!done) {
            refuse(new Refusal(Invalid.SLOW, "The body did not arrive in time"));
        }
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        if (rest != null) {
            rest.onError(event);
        } else if (!done) {
            done = true;
            async.complete();
        }
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        done = true;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private void refuse(Refusal refusal) throws IOException {
        answer(refusal);
        async.complete();
    }

    private void answer(Refusal refusal) throws IOException {
        done = true;
        LOG.warn("Refused a request: {}: {}", refusal.answer(), refusal.getMessage());
        answers.write(response, refusal);
    }
}
