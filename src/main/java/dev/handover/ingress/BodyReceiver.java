package dev.handover.ingress;

import dev.handover.envelope.Answer;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one request's body as it comes, without holding a thread, and dispatches the request again once it is whole.
 *
 * <p>A body that grows beyond the limit is answered 413/5005, one that takes too long 400/5001, and one that does not
 * fit into the memory set aside for all bodies 503/5007. A sender that goes away gets nothing, and leaves nothing.
 */
class BodyReceiver implements ReadListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(BodyReceiver.class);

    private final AsyncContext async;
    private final ServletInputStream input;
    private final HttpServletResponse response;
    private final EnvelopeResponse answers;
    private final BodyMemory memory;
    private final long maxBody;
    private final Consumer<Duration> timed;
    private ByteArrayOutputStream received = new ByteArrayOutputStream(512);
    private int taken;
    private boolean done;
    private long whole;

    /** @param timed is told the time from the body's last byte to the end of the answer; not when the body is refused */
    BodyReceiver(
            HttpServletRequest request,
            HttpServletResponse response,
            EnvelopeResponse answers,
            BodyMemory memory,
            long maxBody,
            Consumer<Duration> timed)
            throws IOException {
        this.async = request.startAsync();
        this.input = request.getInputStream();
        this.response = response;
        this.answers = answers;
        this.memory = memory;
        this.maxBody = maxBody;
        this.timed = timed;
    }

    /** Starts to receive; the whole body is then the request's attribute {@link IngressFilter#BODY}. */
    void start(Duration timeout) {
        async.setTimeout(timeout.toMillis());
        async.addListener(this);
        input.setReadListener(this);
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        byte[] buffer = new byte[4096];
        while (!done && input.isReady()) {
            int read = input.read(buffer);
            if (read < 0) {
                return;
            }
            if (taken + read > maxBody) {
                refuse(Answer.TOO_LARGE, RequestCheck.tooLarge(maxBody).getMessage());
            } else if (!memory.take(read)) {
                refuse(Answer.UNAVAILABLE, "Too many bodies are being received; nothing was kept");
            } else {
                taken += read;
                received.write(buffer, 0, read);
            }
        }
    }

    @Override
    public synchronized void onAllDataRead() {
        if (!done) {
            done = true;
            whole = System.nanoTime();
            async.getRequest().setAttribute(IngressFilter.BODY, received.toByteArray());
            received = null;
            async.dispatch();
        }
    }

    @Override
    public synchronized void onError(Throwable failure) {
        if (!done) {
            LOG.debug("A body could not be read", failure);
            try {
                // Bad chunks get an answer; a sender that went away does not see it.
                refuse(Answer.INVALID, "The body could not be read");
            } catch (IOException | IllegalStateException gone) {
                async.complete();
            }
        }
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) throws IOException {
        if (!done) {
            refuse(Answer.INVALID, "The body did not arrive in time");
        }
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        if (!done) {
            done = true;
            async.complete();
        }
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        done = true;
        memory.give(taken);
        taken = 0;
        if (whole != 0) {
            timed.accept(Duration.ofNanos(System.nanoTime() - whole));
        }
    }

    /** The routes go on asynchronously: the body counts until they are done, for many may wait for a worker. */
    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }

    private void refuse(Answer answer, String detail) throws IOException {
        done = true;
        LOG.warn("Refused a request: {}: {}", answer, detail);
        answers.write(response, answer, detail);
        async.complete();
    }
}
