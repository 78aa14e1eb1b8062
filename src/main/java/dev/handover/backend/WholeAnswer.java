package dev.handover.backend;

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

/**
 * Returns an answer once it is whole, or breaks the call off: after the time-out, however the time went by (the
 * client's own time-outs are for one read each), and at a body beyond the limit.
 *
 * <p>Fails with {@link InterruptedIOException} when it took too long, with another {@link IOException} for the rest.
 */
final class WholeAnswer implements ExecChainHandler {

    private final ScheduledThreadPoolExecutor timer;
    private final Duration timeout;
    private final int maxBody;

    WholeAnswer(ScheduledThreadPoolExecutor timer, Duration timeout, int maxBody) {
        this.timer = timer;
        this.timeout = timeout;
        this.maxBody = maxBody;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = timer.schedule(
                () -> {
                    late.set(true);
                    ((Cancellable) scope.originalRequest).cancel();
                },
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return whole(chain.proceed(request, scope));
        } catch (IOException | RuntimeException e) {
            if (late.get()) {
                throw new InterruptedIOException("No whole answer within " + timeout.toMillis() + " ms");
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private ClassicHttpResponse whole(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return response;
        }
        try {
            byte[] body = entity.getContent().readNBytes(maxBody + 1);
            if (body.length > maxBody) {
                throw new IOException("The answer is longer than " + maxBody + " bytes");
            }
            EntityUtils.consume(entity);
            response.setEntity(new ByteArrayEntity(body, null));
            return response;
        } catch (IOException | RuntimeException e) {
            response.close();
            throw e;
        }
    }
}
