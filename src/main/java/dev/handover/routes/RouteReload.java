package dev.handover.routes;

import dev.handover.settings.Edited;
import dev.handover.settings.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up edits of the routes while they run: all of a set of files that is good, or nothing of it.
 *
 * <p>Counts {@code handover_reloads_total} with the label {@code outcome} (good or refused).
 */
final class RouteReload implements Edited.Parser<RouteSet> {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    private final CheckedRoutes checked;
    private final LiveRoutes live;
    private final LastGood lastGood;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Preparation preparation;
    private final Map<String, String> builtIn;
    private RouteSet inForce;

    RouteReload(
            CheckedRoutes checked,
            LiveRoutes live,
            LastGood lastGood,
            MeterRegistry meters,
            Clock clock,
            Preparation preparation)
            throws IOException {
        this.checked = checked;
        this.live = live;
        this.lastGood = lastGood;
        this.meters = meters;
        this.clock = clock;
        this.preparation = preparation;
        this.builtIn = RouteFiles.builtIn();
        checked.trust(builtIn.values());
        lastGood.files().map(Map::values).ifPresent(checked::trust);
        // From the start, so that a rate can be seen at the first.
        reloads("good");
        reloads("refused");
    }

    /** The routes of the files or, when they are not good, those that were in force before the restart. */
    Edited<RouteSet> begin(Edited.Source files) throws Exception {
        Edited<RouteSet> edits = new Edited<>("routes", files, this, lastGood.files());
        edits.refused().ifPresent(reason -> LOG.error("The routes that were good last run: load {}", lastGood.load().number()));
        RouteSet set = edits.current();
        preparation.before(set, set);
        try {
            live.begin(set);
        } catch (Exception e) {
            // A setting that they name may be gone since they were checked.
            checked.parse(set.files());
            throw e;
        }
        inForce = set;
        lastGood.keep(inForce, clock.instant());
        return edits;
    }

    @Override
    public RouteSet parse(Map<String, String> files) {
        try {
            // What is known is not checked a second time, which would cost the start some seconds.
            if (inForce == null && files.equals(builtIn)) {
                return checked.builtIn(files);
            } else if (inForce == null && lastGood.files().filter(files::equals).isPresent()) {
                return checked.known(files);
            }
            RouteSet next = checked.parse(files);
            if (inForce != null) {
                take(next);
            }
            return next;
        } catch (Refused e) {
            reloads("refused").increment();
            throw e;
        }
    }

    private void take(RouteSet next) {
        RouteSet old = inForce;
        preparation.before(old, next);
        live.swap(old, next);
        inForce = next;
        lastGood.keep(next, clock.instant());
        reloads("good").increment();
        LOG.info("Routes: load {} is in force, {}", lastGood.load().number(), next.hash().substring(0, 12));
        preparation.after(old, next);
    }

    private Counter reloads(String outcome) {
        return Counter.builder("handover.reloads")
                .description("Edits of the routes that were taken up (good) or refused")
                .tag("outcome", outcome)
                .register(meters);
    }
}
