package dev.handover.routes;

import dev.handover.delivery.Secrets;
import dev.handover.routes.RouteEntry.Kind;
import dev.handover.settings.NotNow;
import dev.handover.settings.Refused;
import dev.handover.template.CurrentTemplates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes that run, and how others take their place.
 *
 * <p>Only routes whose definition changed are swapped, with events in flight finished: whatever leads to a changed route is held
 * first, so that no event meets old and new, and goes on when all is in place.
 */
final class LiveRoutes {

    /** Longer than a slow server's answer may take: handover.email.read-timeout, handover.delivery.answer-timeout. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);

    private final CamelContext camel;
    private final ModelCamelContext model;
    private final CurrentTemplates templates;
    private final Secrets secrets;
    /** What the last way back left undone: the next swap does it, even one to the same set. */
    private final List<RouteEntry> undone = new ArrayList<>();

    LiveRoutes(CamelContext camel, CurrentTemplates templates, Secrets secrets) {
        this.camel = camel;
        this.model = (ModelCamelContext) camel;
        this.templates = templates;
        this.secrets = secrets;
    }

    /** Puts the routes into a context that has not started yet. */
    void begin(RouteSet set) throws Exception {
        templates.replace(set.templates());
        // Else Camel makes one route of a rest and of what it calls, which then could not be swapped without it.
        camel.getRestConfiguration().setInlineRoutes(false);
        for (RouteEntry entry : set.configurationsFirst()) {
            load(entry);
        }
    }

    /**
     * Swaps one set for another; both are checked.
     *
     * @throws Refused when what opens the port has changed, which a start alone can do, or when a route does not start after all
     * @throws NotNow when deliveries under way take too long
     * @throws IllegalStateException when a route does not start, and one of before neither; in all other cases nothing has changed
     */
    void swap(RouteSet old, RouteSet next) {
        Difference difference = Difference.between(old, next, undone);
        requireSameIngress(difference);
        HeldRoutes held = new HeldRoutes(camel, PATIENCE);
        try {
            difference.stages().forEach(held::hold);
            replace(difference, old, next);
        } finally {
            held.release();
        }
    }

    private void replace(Difference difference, RouteSet old, RouteSet next) {
        try {
            // First, for a new route takes events as soon as it is there.
            templates.replace(next.templates());
            for (RouteEntry entry : difference.leaving()) {
                remove(entry);
            }
            for (RouteEntry entry : difference.coming()) {
                load(entry);
            }
            undone.clear();
        } catch (Exception | Error e) {
            // A library that is missing is an Error, and half of a swap must not stay.
            goBack(difference, old, next);
            throw new Refused("a route does not start: " + secrets.oneLine(e));
        }
    }

    private void goBack(Difference difference, RouteSet old, RouteSet next) {
        Difference back = Difference.between(next, old, undone);
        undone.clear();
        for (RouteEntry entry : difference.changed()) {
            attempt(this::remove, entry);
        }
        // Only now, for the new routes took events until they were gone.
        templates.replace(old.templates());
        for (RouteEntry entry : back.coming()) {
            attempt(this::load, entry);
        }
        if (!undone.isEmpty()) {
            throw new IllegalStateException("a route of before does not start, see the log");
        }
    }

    private interface Step {
        void take(RouteEntry entry) throws Exception;
    }

    /** The others come back all the same. */
    private void attempt(Step step, RouteEntry entry) {
        try {
            step.take(entry);
        } catch (Exception | Error e) {
            undone.add(entry);
            LOG.error("A route of before does not start: {}", secrets.oneLine(e));
        }
    }

    private static void requireSameIngress(Difference difference) {
        for (RouteEntry entry : difference.changed()) {
            if (entry.isIngress()) {
                throw new FaultyRoutes(List.of(new Fault(
                        entry.file().name(),
                        entry.line(),
                        "This " + entry.kind() + " takes requests, and cannot change while they come.",
                        "Restart Handover, or take the change back.")));
            }
        }
    }

    private void remove(RouteEntry entry) throws Exception {
        if (entry.kind() == Kind.route) {
            RouteDefinition route = model.getRouteDefinition(entry.id());
            if (route != null) {
                // Stops it, too.
                model.removeRouteDefinition(route);
            }
        } else {
            RouteConfigurationDefinition configuration = model.getRouteConfigurationDefinition(entry.id());
            if (configuration != null) {
                model.removeRouteConfiguration(configuration);
            }
        }
    }

    private void load(RouteEntry entry) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(Trial.resource(entry));
    }
}
