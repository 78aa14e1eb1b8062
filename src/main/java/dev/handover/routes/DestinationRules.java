package dev.handover.routes;

import dev.handover.routes.RouteEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What must hold for destinations: one name for each, and both its halves.
 *
 * <p>Camel itself finds none of these: a branch without a file fills a queue that nobody empties.
 */
final class DestinationRules {

    private static final String FAN_OUT = "fan-out";
    private static final String AUDIT = "audit";

    private final RouteSet set;
    private final List<Fault> faults = new ArrayList<>();

    private DestinationRules(RouteSet set) {
        this.set = set;
    }

    /** Everything that does not hold. */
    static List<Fault> faults(RouteSet set) {
        DestinationRules rules = new DestinationRules(set);
        rules.checkNames();
        rules.checkBranches();
        rules.checkOrder();
        return rules.faults;
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
        if (!name.matches(RouteRules.ID)) {
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

    /** The audit's line names the destinations whose branches came before its own, and audit report looks for no others. */
    private void checkOrder() {
        set.route(FAN_OUT).ifPresent(fanOut -> fanOut.sendsTo().stream()
                .dropWhile(name -> !name.equals(AUDIT))
                .filter(name -> !name.equals(AUDIT))
                .forEach(name -> faults.add(new Fault(
                        fanOut.file().name(),
                        fanOut.file().lineOf("jms:transfers." + name, fanOut.line()),
                        "The branch for the destination " + name + " comes after the audit's, so audit report would not look for its deliveries.",
                        "Move it above the audit's."))));
    }

    private static String file(String destination) {
        return RouteFiles.DESTINATIONS + destination + RouteFiles.SUFFIX;
    }

    private void fault(RouteEntry entry, String key, String problem, String remedy) {
        faults.add(Fault.at(entry, key, problem, remedy));
    }
}
