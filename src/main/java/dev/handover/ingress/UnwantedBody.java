package dev.handover.ingress;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;

/**
 * The rest of a body whose request has been refused, by its head or midway, read and thrown away without holding a thread.
 *
 * <p>Not read at all, a sender that has not finished would lose the answer with the connection. Left to the container, it
 * would hold a thread for as long as its sender takes.
 */
class UnwantedBody implements ReadListener, AsyncListener {

    /** Beyond it the sender is not waited for: as much as Tomcat is allowed to (server.tomcat.max-swallow-size). */
    private static final int MOST = 256 * 1024;

    private final AsyncContext async;
    private final ServletInputStream input;
    private int read;
    private boolean done;

    /** Of a request that is asynchronous and listened to already: all that the listener is told is to be told to this one. */
    UnwantedBody(AsyncContext async, ServletInputStream input) {
        this.async = async;
        this.input = input;
    }

    /** Whether all of the body has come; what has is thrown away. */
    static boolean hasCome(HttpServletRequest request) throws IOException {
        long left = request.getContentLengthLong();
        if (left < 0) {
            return request.getHeader("Transfer-Encoding") == null;
        }
        ServletInputStream input = request.getInputStream();
        byte[] buffer = new byte[4096];
        while (left > 0 && input.available() > 0) {
            left -= input.read(buffer);
        }
        return left == 0;
    }

    /** Throws away what still comes, and ends the request then, or when the time is over. */
    static void discard(HttpServletRequest request, Duration timeout) throws IOException {
        UnwantedBody body = new UnwantedBody(request.startAsync(), request.getInputStream());
        body.async.setTimeout(timeout.toMillis());
        body.async.addListener(body);
        body.input.setReadListener(body);
    }

    @Override
    public synchronized void onDataAvailable() throws IOException {
        byte[] buffer = new byte[4096];
        while (!done && input.isReady()) {
            int length = input.read(buffer);
            if (length < 0) {
                return;
            }
            read += length;
            if (read > MOST) {
                end();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        end();
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}

    private synchronized void end() {
        if (!done) {
            done = true;
            async.complete();
        }
    }
}
