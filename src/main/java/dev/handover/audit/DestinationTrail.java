package dev.handover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/**
 * What became of one event at one destination, as far as the audit's lines tell.
 *
 * <p>Where an event is a delivery for each recipient, it has reached the destination when each of them is delivered.
 */
final class DestinationTrail {

    private static final String ALL = "";

    /** What was told last, by the recipient's fingerprint. */
    private final Map<String, String> last = new HashMap<>(2);

    private int recipients = 1;
    private int attempts;
    private String reason;
    private String since;

    void add(JsonNode line) {
        String kind = line.path("event").asText();
        String recipient = line.path("recipient").asText(ALL);
        since = line.path("at").asText();
        if (kind.equals("replayed")) {
            last.remove(recipient);
        } else if (!"delivered".equals(last.get(recipient))) {
            last.put(recipient, kind);
        }
        recipients = line.path("recipients").asInt(recipients);
        attempts = Math.max(attempts, line.path("attempts").asInt());
        reason = line.path("reason").asText(reason);
    }

    /** Whether the destination has the event, or did not want it. */
    boolean isReached() {
        return last.containsValue("filtered") || count("delivered") >= recipients;
    }

    /** One of delivered, filtered, dead, dropped, partly and waiting. */
    String state() {
        if (isReached()) {
            return last.containsValue("filtered") ? "filtered" : "delivered";
        } else if (last.containsValue("dead")) {
            return "dead";
        } else if (last.containsValue("dropped")) {
            return "dropped";
        }
        return last.containsValue("delivered") ? "partly" : "waiting";
    }

    /** The state in a few words that hold nothing a caller controls. */
    String words() {
        String state = state();
        StringBuilder words = new StringBuilder(state);
        if (recipients > 1) {
            words.append(" (").append(count("delivered")).append(" of ").append(recipients).append(')');
        }
        if (state.equals("dead") && reason != null) {
            words.append(": ").append(reason);
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
        return (int) last.values().stream().filter(kind::equals).count();
    }
}
