package dev.handover.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.delivery.Outcomes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.PropertyResolver;

/**
 * One entry of a file of routes.
 *
 * @param file where it stands
 * @param at its place there
 * @param kind route, routeConfiguration, rest or restConfiguration
 * @param definition what the entry says
 */
record RouteEntry(YamlFile file, JsonPointer at, Kind kind, JsonNode definition) {

    /** What may stand in a file of routes, by Camel's names. */
    enum Kind {
        route,
        routeConfiguration,
        rest,
        restConfiguration
    }

    private static final List<String> SENDING = List.of("to", "toD", "wireTap");
    private static final Pattern QUEUE = Pattern.compile("jms:(?:queue:)?transfers\\.([A-Za-z0-9_-]+)(?:\\?.*)?");
    private static final Pattern DIRECT = Pattern.compile("direct:(?://)?([^?]+)(?:\\?.*)?");

    /** Its line in the file. */
    int line() {
        return file.line(at.head());
    }

    /** Its id, which is empty when it has none. */
    String id() {
        return definition.path("id").asText();
    }

    /** What a route takes from; empty for anything else. */
    String from() {
        JsonNode from = definition.path("from");
        return from.isTextual() ? from.asText() : from.path("uri").asText();
    }

    /** The condition that keeps a route from running with these settings; nothing when it runs. */
    Optional<String> switchedOffBy(PropertyResolver settings) {
        return Optional.of(definition.path("precondition").asText())
                .filter(condition -> !condition.isEmpty())
                .filter(condition -> !settings.resolvePlaceholders(condition.replace("{{", "${").replace("}}", "}")).equals("true"));
    }

    /** The destination whose queue a route takes from. */
    Optional<String> takesFor() {
        return destination(from());
    }

    /** The destinations to whose queues it sends, in the order of the file. */
    List<String> sendsTo() {
        return sends().stream().flatMap(uri -> destination(uri).stream()).distinct().toList();
    }

    /** The direct endpoint that a route is; empty when it is another one. */
    Optional<String> part() {
        return direct(from());
    }

    /** The direct endpoints that it calls. */
    List<String> calls() {
        return sends().stream().flatMap(uri -> direct(uri).stream()).distinct().toList();
    }

    /** Whether requests come in here: what opens the port cannot be swapped under them. */
    boolean isIngress() {
        return kind == Kind.rest || kind == Kind.restConfiguration || from().startsWith("platform-http:");
    }

    /** The destination whose file it stands in. */
    Optional<String> destinationFile() {
        return Optional.of(file.name())
                .filter(name -> name.startsWith(RouteFiles.DESTINATIONS))
                .map(name -> name.substring(RouteFiles.DESTINATIONS.length(), name.length() - RouteFiles.SUFFIX.length()));
    }

    /** The entry as Camel is given it: what a destination need not write is added. */
    JsonNode complete() {
        ObjectNode complete = JsonNodeFactory.instance.objectNode();
        if (kind != Kind.route || destinationFile().isEmpty()) {
            return complete.set(kind.name(), definition);
        }
        ObjectNode route = definition.deepCopy();
        if (!route.has("routeConfigurationId")) {
            route.put("routeConfigurationId", takesFor().isPresent() ? "delivery" : "part");
        }
        nameFilters(route.path("from").path("steps"));
        return complete.set(kind.name(), route);
    }

    /** So that an event which none of them takes can be told from one that was delivered. */
    private static void nameFilters(JsonNode steps) {
        for (JsonNode step : steps) {
            if (sends(step)) {
                // Whatever the filters say, something goes out.
                return;
            }
        }
        int filters = 0;
        for (JsonNode step : steps) {
            if (step.path("filter") instanceof ObjectNode filter && !filter.has("statusPropertyName")) {
                filter.put("statusPropertyName", Outcomes.TAKEN + filters++);
            }
        }
    }

    private static boolean sends(JsonNode step) {
        return SENDING.stream()
                .map(step::path)
                .map(to -> to.isTextual() ? to.asText() : to.path("uri").asText())
                .anyMatch(uri -> !uri.isEmpty() && !uri.startsWith("direct:"));
    }

    private List<String> sends() {
        return uris(definition).filter(uri -> !uri.equals(from())).toList();
    }

    /** In the long form a uri is a key of its step; "to: direct:x" is the short one. */
    private static Stream<String> uris(JsonNode part) {
        return part.isObject()
                ? part.properties().stream().flatMap(each -> isUri(each) ? Stream.of(each.getValue().asText()) : uris(each.getValue()))
                : part.valueStream().flatMap(RouteEntry::uris);
    }

    private static boolean isUri(Map.Entry<String, JsonNode> each) {
        return each.getValue().isTextual() && (each.getKey().equals("uri") || SENDING.contains(each.getKey()));
    }

    private static Optional<String> destination(String uri) {
        Matcher matcher = QUEUE.matcher(uri);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<String> direct(String uri) {
        Matcher matcher = DIRECT.matcher(uri);
        return matcher.matches() && !uri.contains("${") ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
