package dev.handover.callback;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.UnitOfWorkHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Lets one exchange at a time with the same duplicate key through the steps that it wraps; others are not held up, and who waits
 * holds no thread.
 *
 * <p>While the first is not forced to disk yet, the broker drops a duplicate at once, or stores it when the first is in a
 * transaction. Waiting for the first one's outcome makes the second one's success true: it is dropped when the first is safe. When
 * the first one's outcome is not known, as after a time-out, nobody can say which it would be: it is refused with 5007,
 * until another callback has been stored in the same queue, which forces all that was written before, or for a minute: by then
 * the broker has forced the first, or has stopped over it and forgotten it.
 */
@Component("onePerKey")
class OnePerKey implements Policy, AutoCloseable {

    private static final int REMEMBERED = 20_000;
    private static final int THREADS = 8;
    private static final long LONGEST_DOUBT = Duration.ofMinutes(1).toNanos();

    private final Map<String, Store> stores = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), new CustomizableThreadFactory("twin-"));

    OnePerKey() {
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    /** A route that is built again, after an edit, goes on with its doubts. */
    @Override
    public Processor wrap(Route route, Processor processor) {
        Store store = stores.computeIfAbsent(route.getRouteId(), id -> new Store());
        return new DelegateAsyncProcessor(processor) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                String key = exchange.getProperty(Validation.DUPLICATE_KEY, String.class);
                if (key == null) {
                    exchange.setException(new IllegalStateException("There is no property " + Validation.DUPLICATE_KEY));
                    callback.done(true);
                    return true;
                }
                return store.process(new Passage(key, exchange, getProcessor(), callback, new AtomicBoolean(), new AtomicBoolean()));
            }
        };
    }

    /** One exchange on its way through the steps. */
    private record Passage(
            String key,
            Exchange exchange,
            AsyncProcessor steps,
            AsyncCallback callback,
            AtomicBoolean settled,
            AtomicBoolean left) {}

    /** What is stored by one route, in its queue: that says nothing about another queue, whose page may still have to be written. */
    private final class Store {

        private final Map<String, Long> inDoubt = new ConcurrentHashMap<>();
        /** Of each key under way, those that wait. */
        private final Map<String, Queue<Passage>> lines = new ConcurrentHashMap<>();

        boolean process(Passage passage) {
            AtomicBoolean first = new AtomicBoolean();
            lines.compute(passage.key(), (key, line) -> {
                if (line == null) {
                    first.set(true);
                    return new ArrayDeque<>(0);
                }
                line.add(passage);
                return line;
            });
            return first.get() && pass(passage, passage.callback());
        }

        private boolean pass(Passage passage, AsyncCallback callback) {
            inDoubt.values().removeIf(since -> System.nanoTime() - since > LONGEST_DOUBT);
            if (inDoubt.containsKey(passage.key())) {
                passage.exchange().setException(new Refusal(Answer.UNAVAILABLE, "The same callback is not known to be stored"));
                callback.done(true);
                leave(passage);
                return true;
            }
            long begun = System.nanoTime();
            // Should a step end in an Error, the exchange may be given up without a call back.
            passage.exchange().getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onDone(Exchange exchange) {
                    settle(passage, begun);
                    leave(passage);
                }
            });
            return passage.steps().process(passage.exchange(), sync -> {
                settle(passage, begun);
                callback.done(sync);
                leave(passage);
            });
        }

        private void settle(Passage passage, long begun) {
            if (!passage.settled().compareAndSet(false, true)) {
                return;
            }
            // The route's error handler has handled a failure by now, and left it in the property.
            if (!passage.exchange().isFailed() && passage.exchange().getProperty(Exchange.EXCEPTION_CAUGHT) == null) {
                inDoubt.values().removeIf(since -> since < begun);
            } else if (inDoubt.size() < REMEMBERED) {
                inDoubt.put(passage.key(), System.nanoTime());
            }
        }

        private void leave(Passage passage) {
            if (!passage.left().compareAndSet(false, true)) {
                return;
            }
            AtomicReference<Passage> next = new AtomicReference<>();
            lines.computeIfPresent(passage.key(), (key, line) -> {
                next.set(line.poll());
                return next.get() == null ? null : line;
            });
            if (next.get() != null) {
                goOn(next.get());
            }
        }

        /** On another thread: this one has to end the exchange before it, and with an external broker would first wait for the next. */
        private void goOn(Passage next) {
            try {
                threads.execute(() -> passLater(next));
            } catch (RuntimeException | Error noThread) {
                next.exchange().getContext().getCamelContextExtension().getReactiveExecutor().schedule(() -> passLater(next));
            }
        }

        private void passLater(Passage next) {
            try {
                pass(next, sync -> next.callback().done(false));
            } catch (Error e) {
                next.exchange().setException(e);
                UnitOfWorkHelper.doneUow(next.exchange().getUnitOfWork(), next.exchange());
            }
        }
    }
}
