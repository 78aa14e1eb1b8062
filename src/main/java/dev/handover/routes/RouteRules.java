package dev.handover.routes;

import dev.handover.routes.RouteEntry.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must hold between the files: a destination's one name, both halves of each destination, and every part that is called.
 *
 * <p>Camel itself finds none of these: a branch without a file fills a queue that nobody empties.
 */
final class RouteRules {

    static final String FAN_OUT = "fan-out";

    private static final String ID = "[a-z0-9]+(-[a-z0-9]+)*";

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
        rules.checkNames();
        rules.checkBranches();
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

    private void checkNames() {
        Map<String, List<RouteEntry>> files = new TreeMap<>();
        for (RouteEntry entry : set.entries()) {
            entry.destinationFile().ifPresent(name -> files.computeIfAbsent(name, any -> new ArrayList<>()).add(entry));
            boolean elsewhere = entry.takesFor().isPresent() && entry.destinationFile().isEmpty();
            if (elsewhere) {
                String name = entry.takesFor().get();
                fault(entry, "from", "This takes from the queue of the destination " + name + ".", "Move it to " + file(name) + ".");
            }
            if (entry.destinationFile().isPresent() && entry.kind() != Kind.route) {
                fault(entry, "", "A file in destinations/ has routes only.", "Move this to a file in the routes folder.");
            }
        }
        files.forEach(this::checkName);
    }

    private void checkName(String name, List<RouteEntry> entries) {
        if (!name.matches(ID)) {
            fault(entries.get(0), "", "The file's name is the destination's, and needs small letters.", "Rename the file, such as crm.camel.yaml.");
        }
        for (RouteEntry entry : entries) {
            Optional<String> queue = entry.takesFor();
            if (queue.isPresent() && !queue.get().equals(name)) {
                fault(
                        entry,
                        "from",
                        "This takes from the queue of " + queue.get() + ", while the file is that of " + name + ".",
                        "Write jms:transfers." + name + ", or rename the file to " + queue.get() + RouteFiles.SUFFIX + ".");
            } else if (queue.isPresent() && !entry.id().equals(name)) {
                fault(entry, "id", "The route of the destination " + name + " has another id: " + entry.id() + ".", "Write id: " + name + ".");
            }
        }
        if (entries.stream().noneMatch(entry -> entry.takesFor().isPresent())) {
            fault(
                    entries.get(0),
                    "from",
                    "No route in this file takes from the queue of its destination.",
                    "Write \"from: {uri: jms:transfers." + name + "}\" in the route " + name + ".");
        }
    }

    private void checkBranches() {
        Optional<RouteEntry> fanOut = set.route(FAN_OUT);
        if (fanOut.isEmpty()) {
            faults.add(new Fault("callback.camel.yaml", 1, "There is no route fan-out.", "Add the one that is built in."));
            return;
        }
        String where = fanOut.get().file().name();
        Set<String> branches = new TreeSet<>(fanOut.get().sendsTo());
        Map<String, RouteEntry> files = new TreeMap<>();
        set.routes().forEach(route -> route.destinationFile().ifPresent(name -> files.putIfAbsent(name, route)));
        files.forEach((name, route) -> {
            if (!branches.contains(name)) {
                faults.add(new Fault(
                        route.file().name(),
                        route.line(),
                        "The fan-out in " + where + " has no branch for the destination " + name + ".",
                        "Add \"- to: {uri: jms:transfers." + name + "}\" to its multicast, or remove the file."));
            }
        });
        branches.stream().filter(name -> !files.containsKey(name)).forEach(name -> faults.add(new Fault(
                where,
                fanOut.get().file().lineOf("jms:transfers." + name, fanOut.get().line()),
                "The fan-out has a branch for the destination " + name + ", and there is no " + file(name) + ".",
                "Add the file, or remove the branch.")));
        set.entries().stream().filter(entry -> entry.kind() == Kind.routeConfiguration).forEach(entry -> entry.sendsTo().stream()
                .filter(name -> !files.containsKey(name))
                .forEach(name -> faults.add(new Fault(
                        entry.file().name(),
                        entry.file().lineOf("jms:transfers." + name, entry.line()),
                        "The routeConfiguration " + entry.id() + " sends to the destination " + name + ", and there is no " + file(name) + ".",
                        "Add the file, or take the step out."))));
    }

    private static String file(String destination) {
        return RouteFiles.DESTINATIONS + destination + RouteFiles.SUFFIX;
    }

    private void fault(RouteEntry entry, String key, String problem, String remedy) {
        int line = key.isEmpty() ? entry.line() : entry.file().lineOfKey(key, entry.line());
        faults.add(new Fault(entry.file().name(), line, problem, remedy));
    }
}
