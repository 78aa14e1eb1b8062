package dev.handover.routes;

import dev.handover.routes.RouteEntry.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What has to be done so that one set of routes takes the place of another.
 *
 * @param stages ids of the routes to hold, changed ones and those that lead to one: destinations first, whose deliveries may take
 *     their time, then who else takes from a queue, then parts, who calls before who is called
 * @param leaving entries that go, routes before configurations
 * @param coming entries that come: configurations first, and who is called before who calls
 */
record Difference(List<List<String>> stages, List<RouteEntry> leaving, List<RouteEntry> coming) {

    /** @param undone entries that go and come even if they are the same in both, for they are not as they should be */
    static Difference between(RouteSet old, RouteSet next, List<RouteEntry> undone) {
        List<RouteEntry> leaving = without(old, next, undone);
        List<RouteEntry> coming = without(next, old, undone);
        // A route is made with its configuration: another configuration makes another route.
        List<String> configurations = Stream.concat(leaving.stream(), coming.stream())
                .filter(entry -> entry.kind() == Kind.routeConfiguration)
                .map(RouteEntry::id)
                .toList();
        addUsers(leaving, old, configurations);
        addUsers(coming, next, configurations);
        leaving.sort(Comparator.comparing((RouteEntry entry) -> entry.kind() == Kind.route ? 0 : 1));
        coming.sort(Comparator.comparing((RouteEntry entry) -> entry.kind() == Kind.routeConfiguration ? 0 : 1)
                .thenComparing(callersFirst(next).reversed()));
        return new Difference(stages(old, ids(leaving)), leaving, coming);
    }

    private static List<List<String>> stages(RouteSet old, List<String> changed) {
        List<RouteEntry> touched = old.routes().stream()
                .filter(route -> !route.isIngress())
                .filter(route -> changed.contains(route.id()) || leadsTo(route, changed, old, new LinkedHashSet<>()))
                .toList();
        List<List<String>> stages = new ArrayList<>();
        stages.add(ids(touched.stream().filter(route -> route.takesFor().isPresent()).toList()));
        stages.add(ids(touched.stream().filter(route -> route.takesFor().isEmpty() && route.part().isEmpty()).toList()));
        touched.stream()
                .filter(route -> route.part().isPresent())
                .sorted(callersFirst(old))
                .forEach(route -> stages.add(List.of(route.id())));
        return stages;
    }

    /** What is not the same, of both sets. */
    List<RouteEntry> changed() {
        return Stream.concat(leaving.stream(), coming.stream()).toList();
    }

    private static List<RouteEntry> without(RouteSet set, RouteSet other, List<RouteEntry> undone) {
        return new ArrayList<>(set.entries().stream()
                .filter(entry -> undone.stream().anyMatch(each -> isNamed(each, entry))
                        || other.entries().stream().noneMatch(each -> isSame(entry, each)))
                .toList());
    }

    private static boolean isNamed(RouteEntry one, RouteEntry other) {
        return one.kind() == other.kind() && one.id().equals(other.id());
    }

    private static boolean isSame(RouteEntry one, RouteEntry other) {
        return one.kind() == other.kind() && Objects.equals(one.complete(), other.complete());
    }

    private static void addUsers(List<RouteEntry> entries, RouteSet set, List<String> configurations) {
        set.routes().stream()
                .filter(route -> configurations.contains(
                        route.complete().path(Kind.route.name()).path("routeConfigurationId").asText()))
                .filter(route -> !entries.contains(route))
                .forEach(entries::add);
    }

    private static List<String> ids(List<RouteEntry> entries) {
        return entries.stream().filter(entry -> entry.kind() == Kind.route).map(RouteEntry::id).toList();
    }

    private static boolean leadsTo(RouteEntry route, List<String> ids, RouteSet set, Set<String> seen) {
        for (RouteEntry called : called(route, set)) {
            if (ids.contains(called.id()) || seen.add(called.id()) && leadsTo(called, ids, set, seen)) {
                return true;
            }
        }
        return false;
    }

    private static List<RouteEntry> called(RouteEntry route, RouteSet set) {
        List<String> calls = route.calls();
        return set.routes().stream().filter(each -> each.part().filter(calls::contains).isPresent()).toList();
    }

    /** By how many routes are below each at most: who calls has more than who is called. */
    private static Comparator<RouteEntry> callersFirst(RouteSet set) {
        return Comparator.comparing((RouteEntry entry) -> -height(entry, set, 0));
    }

    private static int height(RouteEntry entry, RouteSet set, int depth) {
        // Routes that call each other in a ring have no order.
        return depth > set.entries().size()
                ? 0
                : called(entry, set).stream().mapToInt(each -> 1 + height(each, set, depth + 1)).max().orElse(0);
    }
}
