package dev.handover.routes;

import dev.handover.routes.RouteEntry.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold between routes, of whatever kind: ids and inputs of their own, and every part that is called. */
final class RouteRules {

    /** Of a route, and of a destination. */
    static final String ID = "[a-z0-9]+(-[a-z0-9]+)*";

    private final RouteSet set;
    private final List<Fault> faults = new ArrayList<>();

    private RouteRules(RouteSet set) {
        this.set = set;
    }

    /** Everything that does not hold. */
    static List<Fault> faults(RouteSet set) {
        RouteRules rules = new RouteRules(set);
        rules.checkIds();
        rules.checkInputs();
        rules.checkParts();
        rules.faults.addAll(DestinationRules.faults(set));
        return rules.faults;
    }

    private void checkIds() {
        Map<String, RouteEntry> seen = new HashMap<>();
        for (RouteEntry entry : set.entries()) {
            if (entry.kind() == Kind.restConfiguration) {
                continue;
            }
            if (!entry.id().matches(ID)) {
                fault(entry, "id", "A " + entry.kind() + " needs an id in small letters, such as crm or crm-send.", "Write one.");
            }
            RouteEntry twin = seen.putIfAbsent(entry.kind() + " " + entry.id(), entry);
            if (twin != null) {
                fault(
                        entry,
                        "id",
                        "The id " + entry.id() + " is that of line " + twin.line() + " of " + twin.file().name() + ", too.",
                        "Write another one.");
            }
        }
    }

    private void checkInputs() {
        Map<String, RouteEntry> seen = new HashMap<>();
        for (RouteEntry route : set.routes()) {
            RouteEntry twin = seen.putIfAbsent(route.from(), route);
            if (twin != null && !route.from().isEmpty()) {
                fault(
                        route,
                        "from",
                        "The routes " + twin.id() + " and " + route.id() + " both take from " + route.from() + ".",
                        "Let one of them take from another endpoint.");
            }
        }
    }

    private void checkParts() {
        Set<String> parts = set.routes().stream().flatMap(route -> route.part().stream()).collect(Collectors.toSet());
        for (RouteEntry entry : set.entries()) {
            for (String called : entry.calls()) {
                if (!parts.contains(called)) {
                    faults.add(new Fault(
                            entry.file().name(),
                            entry.file().lineOf("direct:" + called, entry.line()),
                            "No route takes from direct:" + called + ".",
                            "Correct the name, or add a route with \"from: {uri: direct:" + called + "}\"."));
                }
            }
        }
    }

    private void fault(RouteEntry entry, String key, String problem, String remedy) {
        faults.add(Fault.at(entry, key, problem, remedy));
    }
}
