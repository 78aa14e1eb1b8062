package dev.handover.routes;

import dev.handover.routes.RouteEntry.Kind;
import dev.handover.settings.NotNow;
import dev.handover.settings.Refused;
import dev.handover.template.CurrentTemplates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.support.PluginHelper;

/**
 * The routes that run, and how others take their place.
 *
 * <p>Only routes whose definition changed are swapped, with events in flight finished: whatever leads from a queue to a changed
 * route stops first, so that no event meets old and new, and goes on when all is in place. Calls from elsewhere wait meanwhile,
 * as {@code direct:} does.
 */
final class LiveRoutes {

    /** Deliveries under way may take so long; else the swap is tried again later. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CamelContext camel;
    private final CurrentTemplates templates;

    LiveRoutes(CamelContext camel, CurrentTemplates templates) {
        this.camel = camel;
        this.templates = templates;
    }

    /** Puts the routes into a context that has not started yet. */
    void begin(RouteSet set) throws Exception {
        templates.replace(set.templates());
        load(set.configurationsFirst());
    }

    /**
     * Swaps one set for another; both are checked.
     *
     * @throws Refused when what opens the port has changed, which a start alone can do
     * @throws NotNow when deliveries under way hold it up for too long; then nothing has changed
     */
    void swap(RouteSet old, RouteSet next) {
        Difference difference = Difference.between(old, next);
        requireSameIngress(difference);
        List<String> stopped = new ArrayList<>();
        try {
            for (String id : difference.stopping()) {
                stop(id, stopped);
            }
        } catch (Exception e) {
            stopped.forEach(this::start);
            throw new NotNow("deliveries under way hold the edit up: it is tried again");
        }
        try {
            replace(difference.leaving(), difference.coming());
            templates.replace(next.templates());
        } catch (Exception e) {
            goBack(difference);
            throw new Refused("the routes cannot start: " + e.getMessage());
        } finally {
            difference.pausing().forEach(this::start);
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

    private void stop(String id, List<String> stopped) throws Exception {
        if (camel.getRoute(id) == null) {
            return;
        }
        stopped.add(id);
        boolean done = camel.getRouteController().stopRoute(id, PATIENCE.toSeconds(), TimeUnit.SECONDS, true);
        if (!done || camel.getRouteController().getRouteStatus(id) != ServiceStatus.Stopped) {
            throw new IllegalStateException(id + " did not stop");
        }
    }

    private void start(String id) {
        try {
            if (camel.getRoute(id) != null) {
                camel.getRouteController().startRoute(id);
            }
        } catch (Exception e) {
            throw new IllegalStateException("The route " + id + " cannot start again", e);
        }
    }

    private void replace(List<RouteEntry> leaving, List<RouteEntry> coming) throws Exception {
        ModelCamelContext model = (ModelCamelContext) camel;
        for (RouteEntry entry : leaving) {
            if (entry.kind() == Kind.route) {
                camel.getRouteController().stopRoute(entry.id());
                camel.removeRoute(entry.id());
            } else {
                RouteConfigurationDefinition configuration = model.getRouteConfigurationDefinition(entry.id());
                if (configuration != null) {
                    model.removeRouteConfiguration(configuration);
                }
            }
        }
        load(coming);
    }

    /** What was checked cannot fail; if it does all the same, what ran before runs again. */
    private void goBack(Difference difference) {
        try {
            Set<RouteEntry> half = new LinkedHashSet<>(difference.coming());
            replace(half.stream().filter(entry -> camel.getRoute(entry.id()) != null || entry.kind() != Kind.route).toList(), difference.leaving());
        } catch (Exception e) {
            throw new IllegalStateException("The routes that ran before cannot start again: restart Handover", e);
        }
    }

    private void load(List<RouteEntry> entries) throws Exception {
        for (RouteEntry entry : entries) {
            PluginHelper.getRoutesLoader(camel).loadRoutes(Trial.resource(entry));
        }
    }
}
