package dev.handover.audit;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** An event's life on a terminal: what a caller controls stands in quotes, and cannot steer it. */
final class TrailText {

    private TrailText() {}

    /** One line for the report. */
    static String missing(EventTrail trail) {
        return trail.first().path("acceptedAt").asText() + "  " + VisibleText.of(trail.first().path("id").asText()) + "  group "
                + quoted(trail.first().path("groupID")) + "  "
                + trail.missing().entrySet().stream()
                        .map(each -> VisibleText.of(each.getKey() + " " + each.getValue()))
                        .collect(Collectors.joining("; "));
    }

    /** The whole of it: a line for the event, one for each destination, one for each line of the audit. */
    static String of(EventTrail trail) {
        JsonNode first = trail.first();
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add(VisibleText.of(first.path("id").asText()) + "  " + VisibleText.of(first.path("event").asText()) + " "
                + VisibleText.of(first.path("acceptedAt").asText()) + (trail.truth().isEmpty() ? "" : ", " + trail.truth()) + "  (seq "
                + first.path("seq").asLong() + ")");
        text.add("  group " + quoted(first.path("groupID")) + "  from " + quoted(first.path("oldOwnerUserID")) + " to "
                + quoted(first.path("newOwnerUserID")) + "  operationID " + quoted(first.path("operationID")));
        trail.words().forEach((name, words) -> text.add(VisibleText.of(String.format("  %-14s %s", name, words))));
        for (JsonNode line : trail.lines()) {
            text.add(VisibleText.of("    " + line.path("at").asText() + "  " + line.path("event").asText() + " "
                    + line.path("destination").asText() + details(line) + "  (seq " + line.path("seq").asLong() + ")"));
        }
        return text.toString();
    }

    private static String details(JsonNode line) {
        StringBuilder details = new StringBuilder();
        for (String name : new String[] {"recipient", "attempts", "reason", "replay", "finding"}) {
            if (line.has(name)) {
                details.append(' ').append(name).append(' ').append(line.path(name).asText());
            }
        }
        return details.toString();
    }

    private static String quoted(JsonNode text) {
        return '"' + VisibleText.of(new String(JsonStringEncoder.getInstance().quoteAsString(text.asText()))) + '"';
    }
}
