package dev.handover.ingress;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpBinding;
import org.apache.camel.http.common.HttpBinding;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * The route that takes our own callback, as {@code platform-http} has registered it. It is begun on a worker's thread, and holds
 * none while the callback is being stored; Camel's own consumer would hold one until the answer.
 */
class CallbackRoute {

    private final DefaultConsumer consumer;
    private final Executor workers;
    private final Semaphore places;
    private final HttpBinding binding = new SpringBootPlatformHttpBinding();

    /** @param places one for each callback that may be under way */
    CallbackRoute(DefaultConsumer consumer, Executor workers, Semaphore places) {
        this.consumer = consumer;
        this.workers = workers;
        this.places = places;
        PlatformHttpEndpoint endpoint = (PlatformHttpEndpoint) consumer.getEndpoint();
        binding.setHeaderFilterStrategy(endpoint.getHeaderFilterStrategy());
        binding.setMuteException(endpoint.isMuteException());
        binding.setUseReaderForPayload(!endpoint.isUseStreaming());
    }

    /**
     * Has the callback answered.
     *
     * @return done when the response has the answer, or the failure; when it is done before, what has not begun is not begun any more
     * @throws RejectedExecutionException when there is no place
     */
    CompletableFuture<Void> answer(HttpServletRequest request, HttpServletResponse response) {
        if (!places.tryAcquire()) {
            throw new RejectedExecutionException("As many callbacks as may be are under way");
        }
        Passage passage = new Passage(request, response);
        try {
            workers.execute(passage::begin);
        } catch (RuntimeException | Error noThread) {
            passage.end(noThread);
            throw noThread;
        }
        return passage.answered;
    }

    /** One callback's way through the route. */
    private final class Passage {

        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private final CompletableFuture<Void> answered = new CompletableFuture<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private Exchange exchange;

        private Passage(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        private void begin() {
            try {
                if (answered.isDone()) {
                    end(null);
                } else {
                    goOn();
                }
            } catch (Exception | Error e) {
                if (exchange != null) {
                    exchange.setException(e);
                }
                end(e);
            }
        }

        private void goOn() throws Exception {
            if (consumer.isSuspended()) {
                throw new IllegalStateException("The route is suspended");
            }
            exchange = consumer.createExchange(true);
            exchange.setPattern(ExchangePattern.InOut);
            // Makes itself the exchange's message, and reads the request.
            new PlatformHttpMessage(exchange, binding, request, response);
            consumer.createUoW(exchange);
            // Should a step end in an Error on another thread, the exchange may be given up without a call back.
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onFailure(Exchange failed) {
                    leave(failed.getException());
                }
            });
            consumer.getAsyncProcessor().process(exchange, sync -> end());
        }

        private void end() {
            Throwable failure = null;
            try {
                binding.writeResponse(exchange, response);
            } catch (Exception | Error e) {
                failure = e;
            }
            end(failure);
        }

        private void end(Throwable failure) {
            if (exchange != null && !over.get()) {
                consumer.doneUoW(exchange);
                consumer.releaseExchange(exchange, false);
            }
            leave(failure);
        }

        /** Once, however it ends. */
        private void leave(Throwable failure) {
            if (over.compareAndSet(false, true)) {
                places.release();
                if (failure == null) {
                    answered.complete(null);
                } else {
                    answered.completeExceptionally(failure);
                }
            }
        }
    }
}
