package dev.handover.delivery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.io.Closer;

/**
 * Returns an answer once it is whole, or breaks the call off: after the time-out, however the time went by (the
 * client's own time-outs are for one read each), and at a body beyond the limit.
 *
 * <p>To be added first, so that it counts what a compressed body becomes. Fails with {@link InterruptedIOException} when it took
 * too long, with {@link AnswerTooLong} when it is too long, with another {@link IOException} for the rest.
 */
public final class WholeAnswer implements ExecChainHandler {

    private final ScheduledThreadPoolExecutor timer;
    private final Duration timeout;
    private final int maxBody;

    /**
     * @param timer breaks off what is late; one that forgets what was cancelled
     * @param timeout for the whole call, from the connection to the answer's last byte
     * @param maxBody the longest body, in bytes
     */
    public WholeAnswer(ScheduledThreadPoolExecutor timer, Duration timeout, int maxBody) {
        this.timer = timer;
        this.timeout = timeout;
        this.maxBody = maxBody;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean late = new AtomicBoolean();
        Cancellable call = (Cancellable) scope.originalRequest;
        ScheduledFuture<?> deadline = timer.schedule(
                () -> {
                    late.set(true);
                    call.cancel();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return whole(chain.proceed(request, scope), call);
        } catch (IOException | RuntimeException e) {
            if (late.get()) {
                throw new InterruptedIOException("No whole answer within " + timeout.toMillis() + " ms");
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private ClassicHttpResponse whole(ClassicHttpResponse response, Cancellable call) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return response;
        }
        try {
            byte[] body = entity.getContent().readNBytes(maxBody + 1);
            if (body.length > maxBody) {
                throw new AnswerTooLong(maxBody);
            }
            EntityUtils.consume(entity);
            response.setEntity(new ByteArrayEntity(body, null));
            return response;
        } catch (IOException | RuntimeException e) {
            // To close an answer is to read it to its end, unless the connection has gone.
            call.cancel();
            Closer.closeQuietly(response);
            throw e;
        }
    }
}
