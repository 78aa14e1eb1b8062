package dev.handover.routes;

import dev.handover.settings.NotNow;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Routes that take nothing for a while, with everything that was under way in them done.
 *
 * <p>What comes for them meanwhile waits: on its queue, or where it calls {@code direct:}.
 */
final class HeldRoutes {

    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Logger LOG = LoggerFactory.getLogger(HeldRoutes.class);

    private final CamelContext camel;
    private final Duration patience;
    private final Deque<Route> held = new ArrayDeque<>();

    /** @param patience how long what is under way in one of them may take */
    HeldRoutes(CamelContext camel, Duration patience) {
        this.camel = camel;
        this.patience = patience;
    }

    /**
     * Holds some more routes, by their ids; an id that no route has is passed over.
     *
     * @throws NotNow when what is under way in one takes too long; then {@link #release} them
     */
    void hold(List<String> ids) {
        List<Route> routes = ids.stream().map(camel::getRoute).filter(Objects::nonNull).toList();
        for (Route route : routes) {
            held.push(route);
            ServiceHelper.suspendService(route.getConsumer());
        }
        long end = System.nanoTime() + patience.toNanos();
        // Twice, for what was on its way in at the first look.
        for (int idle = 0; idle < 2; idle = routes.stream().allMatch(this::isIdle) ? idle + 1 : 0) {
            if (System.nanoTime() > end) {
                throw new NotNow("deliveries under way hold the edit up");
            }
            pause();
        }
        // A consumer of a queue is done with what it took when it is stopped.
        routes.forEach(route -> ServiceHelper.stopService(route.getConsumer()));
    }

    /** Lets those go on that are there still: who is called before who calls. */
    void release() {
        for (Route route : held) {
            if (camel.getRoute(route.getId()) == route) {
                goOn(route);
            }
        }
        held.clear();
    }

    private static void goOn(Route route) {
        try {
            if (!ServiceHelper.resumeService(route.getConsumer())) {
                ServiceHelper.startService(route.getConsumer());
            }
        } catch (RuntimeException e) {
            LOG.error("The route {} does not go on: restart Handover", route.getId(), e);
        }
    }

    private boolean isIdle(Route route) {
        return camel.getInflightRepository().size(route.getId()) <= 0;
    }

    private static void pause() {
        try {
            Thread.sleep(OFTEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotNow("Handover stops");
        }
    }
}
