package dev.handover.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.handover.digest.Sha256;
import dev.handover.template.TemplateSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All files of routes and templates as they were at one time; they never change.
 *
 * @param files their texts by their path in the routes folder
 * @param hash lower-case hex SHA-256 of the paths and texts
 * @param entries what the files of routes say
 * @param templates the templates
 */
public record RouteSet(Map<String, String> files, String hash, List<RouteEntry> entries, TemplateSet templates) {

    /**
     * What there is in the files.
     *
     * @param faults takes up each file that is no YAML, or is no list of what may stand there; it is left out of the set
     */
    static RouteSet of(Map<String, String> files, TemplateSet templates, List<Fault> faults) {
        List<RouteEntry> entries = new ArrayList<>();
        files.forEach((name, text) -> {
            if (name.endsWith(RouteFiles.SUFFIX)) {
                try {
                    entries.addAll(entries(new YamlFile(name, text), faults));
                } catch (FaultyRoutes e) {
                    faults.addAll(e.faults());
                }
            }
        });
        return new RouteSet(Map.copyOf(files), hash(files), List.copyOf(entries), templates);
    }

    /** The names of the destinations, in alphabetical order. */
    public SortedSet<String> destinations() {
        SortedSet<String> names = new TreeSet<>();
        routes().forEach(route -> route.takesFor().ifPresent(names::add));
        return names;
    }

    /** The routes, and nothing else of the entries. */
    List<RouteEntry> routes() {
        return entries.stream().filter(entry -> entry.kind() == RouteEntry.Kind.route).toList();
    }

    /** In the order in which Camel must be given them: a route takes up those configurations alone that are there before it. */
    List<RouteEntry> configurationsFirst() {
        return entries.stream()
                .sorted(Comparator.comparing(entry -> entry.kind() == RouteEntry.Kind.routeConfiguration ? 0 : 1))
                .toList();
    }

    Optional<RouteEntry> route(String id) {
        return routes().stream().filter(route -> route.id().equals(id)).findFirst();
    }

    private static List<RouteEntry> entries(YamlFile file, List<Fault> faults) {
        List<RouteEntry> entries = new ArrayList<>();
        if (!file.tree().isArray()) {
            faults.add(new Fault(file.name(), 1, "This is no list of routes.", "Begin each with \"- route:\"."));
            return entries;
        }
        for (int i = 0; i < file.tree().size(); i++) {
            JsonNode entry = file.tree().get(i);
            JsonPointer at = JsonPointer.empty().appendIndex(i);
            RouteEntry.Kind kind = kind(entry);
            if (kind == null) {
                faults.add(new Fault(
                        file.name(),
                        file.line(at),
                        "Only a route, a routeConfiguration, a rest or a restConfiguration may stand here.",
                        "Write \"- route:\" with an id and a from; what YAML cannot say is a bean in Java."));
            } else {
                entries.add(new RouteEntry(file, at.appendProperty(kind.name()), kind, entry.path(kind.name())));
            }
        }
        return entries;
    }

    private static RouteEntry.Kind kind(JsonNode entry) {
        for (RouteEntry.Kind kind : RouteEntry.Kind.values()) {
            if (entry.size() == 1 && entry.path(kind.name()).isObject()) {
                return kind;
            }
        }
        return null;
    }

    private static String hash(Map<String, String> files) {
        MessageDigest sha = Sha256.digest();
        new TreeMap<>(files).forEach((name, text) -> {
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
            sha.update(text.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
        });
        return Sha256.hex(sha);
    }
}
