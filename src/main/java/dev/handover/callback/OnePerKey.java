package dev.handover.callback;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.springframework.stereotype.Component;

/**
 * Lets one exchange at a time with the same duplicate key through the steps that it wraps; others are not held up.
 *
 * <p>While the first is not forced to disk yet, the broker drops a duplicate at once, or stores it when the first is in a
 * transaction. Waiting for the first one's outcome makes the second one's success true: it is dropped when the first is safe. When
 * the first one's outcome is not known, as after a time-out, nobody can say which it would be: it is refused with 5007,
 * until another callback has been stored in the same queue, which forces all that was written before, or for a minute: by then
 * the broker has forced the first, or has stopped over it and forgotten it.
 */
@Component("onePerKey")
class OnePerKey implements Policy {

    private static final int STRIPES = 1024;
    private static final int REMEMBERED = 20_000;
    private static final long LONGEST_DOUBT = Duration.ofMinutes(1).toNanos();

    private final Map<String, Store> stores = new ConcurrentHashMap<>();

    @Override
    public void beforeWrap(Route route, NamedNode definition) {}

    /** A route that is built again, after an edit, goes on with its doubts. */
    @Override
    public Processor wrap(Route route, Processor processor) {
        Store store = stores.computeIfAbsent(route.getRouteId(), id -> new Store());
        return exchange -> store.process(exchange, processor);
    }

    /** What is stored by one route, in its queue: that says nothing about another queue, whose page may still have to be written. */
    private static final class Store {

        private final Map<String, Long> inDoubt = new ConcurrentHashMap<>();
        private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(Lock[]::new);

        void process(Exchange exchange, Processor steps) throws Exception {
            String key = exchange.getProperty(Validation.DUPLICATE_KEY, String.class);
            Lock lock = locks[Math.floorMod(key.hashCode(), STRIPES)];
            lock.lock();
            try {
                inDoubt.values().removeIf(since -> System.nanoTime() - since > LONGEST_DOUBT);
                if (inDoubt.containsKey(key)) {
                    throw new Refusal(Answer.UNAVAILABLE, "The same callback is not known to be stored");
                }
                long begun = System.nanoTime();
                steps.process(exchange);
                // The route's error handler has handled a failure by now, and left it in the property.
                if (!exchange.isFailed() && exchange.getProperty(Exchange.EXCEPTION_CAUGHT) == null) {
                    inDoubt.values().removeIf(since -> since < begun);
                } else if (inDoubt.size() < REMEMBERED) {
                    inDoubt.put(key, System.nanoTime());
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
