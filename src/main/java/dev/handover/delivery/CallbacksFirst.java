package dev.handover.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.springframework.stereotype.Component;

/**
 * Lets callbacks go first: while several are being answered, what was stored waits before it is fanned out.
 *
 * <p>A delivery that is late is late; an answer that is late loses an event, because OpenIM gives up (5 s) and has room for
 * 100. As the policy of the callbacks' route it sees them come and go; as a step it waits until {@value #QUIET_MS} ms
 * have passed without two at the same time, and for {@value #LONGEST_MS} ms at most, one event after the other: however long
 * callbacks keep coming, one in that time goes on.
 *
 * <p>No service of Camel's, as {@code RoutePolicySupport} would be: edits of the routes are tried in a context of their own, whose end
 * stops whatever service its routes name, and a policy that is stopped is passed over from then on.
 */
@Component("callbacksFirst")
class CallbacksFirst implements RoutePolicy, Processor {

    static final int QUIET_MS = 20;
    static final int LONGEST_MS = 5000;

    private static final int SEVERAL = 2;
    private static final long LOOK = Duration.ofMillis(5).toNanos();

    private final Lock turn = new ReentrantLock();
    private final AtomicInteger answering = new AtomicInteger();
    private final long quiet;
    private final long longest;
    private volatile long busy;

    CallbacksFirst() {
        this(Duration.ofMillis(QUIET_MS), Duration.ofMillis(LONGEST_MS));
    }

    CallbacksFirst(Duration quiet, Duration longest) {
        this.quiet = quiet.toNanos();
        this.longest = longest.toNanos();
        this.busy = System.nanoTime() - this.quiet;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        note(answering.incrementAndGet());
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        note(answering.getAndDecrement());
    }

    private void note(int atOnce) {
        if (atOnce >= SEVERAL) {
            busy = System.nanoTime();
        }
    }

    @Override
    public void process(Exchange exchange) {
        // Together, four that go on would be felt by the callbacks for a tenth of a second.
        turn.lock();
        try {
            long begun = System.nanoTime();
            for (long now = begun; now - busy < quiet && now - begun < longest; now = System.nanoTime()) {
                LockSupport.parkNanos(LOOK);
            }
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void onInit(Route route) {}

    @Override
    public void onRemove(Route route) {}

    @Override
    public void onStart(Route route) {}

    @Override
    public void onStop(Route route) {}

    @Override
    public void onSuspend(Route route) {}

    @Override
    public void onResume(Route route) {}
}
