package dev.handover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One event's life, from the line that tells it was accepted or refused to those that tell how its deliveries ended. */
public final class EventTrail {

    private static final Set<String> ABOUT_TRUTH = Set.of("confirmed", "contradicted");

    private final JsonNode first;
    private final Map<String, DestinationTrail> destinations = new TreeMap<>();
    private final List<JsonNode> lines = new ArrayList<>();
    private JsonNode truth = JsonNodeFactory.instance.objectNode();

    EventTrail(JsonNode first) {
        this.first = first;
        first.path("destinations").forEach(name -> destinations.put(name.asText(), new DestinationTrail()));
    }

    /** Takes up a line about this event. */
    void add(JsonNode line) {
        lines.add(line);
        if (ABOUT_TRUTH.contains(line.path("event").asText())) {
            truth = line;
        } else if (line.has("destination")) {
            destinations.computeIfAbsent(line.path("destination").asText(), any -> new DestinationTrail()).add(line);
        }
    }

    /** The line that it began with. */
    JsonNode first() {
        return first;
    }

    /** A field of the line that it began with, with every character that draws nothing or turns text around written out. */
    public String shown(String field) {
        return VisibleText.of(first.path(field).asText());
    }

    /** Whether a field of that line is just this. */
    public boolean has(String field, String value) {
        return value.equals(first.path(field).textValue());
    }

    /** What OpenIM's data said: confirmed, contradicted, or empty. */
    public String truth() {
        return truth.path("event").asText();
    }

    /** The states by destination, in alphabetical order: delivered, filtered, dead, dropped, partly or waiting. */
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        destinations.forEach((name, trail) -> states.put(name, trail.state()));
        return states;
    }

    /** The states in a few words each, by destination. */
    public Map<String, String> words() {
        Map<String, String> words = new TreeMap<>();
        destinations.forEach((name, trail) -> words.put(name, trail.words()));
        return words;
    }

    /** The destinations that do not have it, each with its state in words and, where it has one, the time of that. */
    Map<String, String> missing() {
        Map<String, String> missing = new TreeMap<>();
        destinations.forEach((name, trail) -> {
            if (!trail.isReached()) {
                missing.put(name, trail.words() + (trail.since() == null ? "" : " since " + trail.since()));
            }
        });
        return missing;
    }

    List<JsonNode> lines() {
        return lines;
    }

    /** All of it. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("accepted", first);
        json.put("outcome", truth().isEmpty() ? "not-checked" : truth());
        ObjectNode states = json.putObject("destinations");
        words().forEach(states::put);
        lines.forEach(json.putArray("lines")::add);
        return json;
    }
}
