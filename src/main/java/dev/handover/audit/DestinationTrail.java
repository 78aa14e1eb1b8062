package dev.handover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * What became of one event at one destination, as far as the audit's lines tell, in whatever order they stand.
 *
 * <p>Where an event is a delivery for each recipient, it has reached the destination when each of them is delivered.
 */
final class DestinationTrail {

    private static final String ALL = "";

    /** As they follow each other between one replay and the next. */
    private static final List<String> KINDS = List.of("replayed", "dead", "dropped", "filtered", "delivered");

    // Each line is a message of its own, tried again by itself: "replayed" may stand after what the replay led to.
    private static final Comparator<Told> IN_LIFE = Comparator.comparing(Told::isReached)
            .thenComparing(Told::replay)
            .thenComparing(told -> KINDS.indexOf(told.kind()));

    /** What came last in its life, by the recipient's fingerprint. */
    private final Map<String, Told> last = new TreeMap<>();

    private int recipients = 1;
    private int attempts;
    private String since;

    void add(JsonNode line) {
        String kind = line.path("event").asText();
        String recipient = line.path("recipient").asText(ALL);
        since = line.path("at").asText();
        Told told = new Told(kind, line.path("replay").asInt(), line.path("reason").asText());
        last.merge(recipient, told, BinaryOperator.maxBy(IN_LIFE));
        recipients = Math.max(recipients, line.path("recipients").asInt());
        attempts = Math.max(attempts, line.path("attempts").asInt());
    }

    /** Whether the destination has the event, or did not want it. */
    boolean isReached() {
        return count("filtered") > 0 || count("delivered") >= recipients;
    }

    /** One of delivered, filtered, dead, dropped, partly and waiting. */
    String state() {
        if (isReached()) {
            return count("filtered") > 0 ? "filtered" : "delivered";
        } else if (count("dead") > 0) {
            return "dead";
        } else if (count("dropped") > 0) {
            return "dropped";
        }
        return count("delivered") > 0 ? "partly" : "waiting";
    }

    /** The state in a few words that hold nothing a caller controls. */
    String words() {
        String state = state();
        StringBuilder words = new StringBuilder(state);
        if (recipients > 1) {
            words.append(" (").append(count("delivered")).append(" of ").append(recipients).append(')');
        }
        if (state.equals("dead")) {
            told("dead")
                    .map(Told::reason)
                    .filter(reason -> !reason.isEmpty())
                    .findFirst()
                    .ifPresent(reason -> words.append(": ").append(reason));
        }
        if (attempts > 1) {
            words.append(", attempts ").append(attempts);
        }
        return words.toString();
    }

    /** When something was told last (RFC 3339, UTC); null when nothing was. */
    String since() {
        return since;
    }

    private int count(String kind) {
        return (int) told(kind).count();
    }

    private Stream<Told> told(String kind) {
        return last.values().stream().filter(told -> told.kind().equals(kind));
    }

    /** @param replay after how many replays it was; 0: before the first */
    private record Told(String kind, int replay, String reason) {

        boolean isReached() {
            return kind.equals("delivered") || kind.equals("filtered");
        }
    }
}
