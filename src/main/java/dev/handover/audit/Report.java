package dev.handover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which accepted events some destination has not had, found in one reading from the first line to the last.
 *
 * <p>Memory grows with the events that are open at one time, {@value #MOST} at most. What is told of an event before it is told to
 * be accepted, as after a disk that failed, is kept for a while.
 */
final class Report implements Consumer<Lines> {

    static final int MOST = 100_000;

    private static final int EARLY = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Instant from;
    private final Instant until;
    private final Map<String, EventTrail> open = new LinkedHashMap<>();
    private final Map<String, List<JsonNode>> early = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<JsonNode>> eldest) {
            return size() > EARLY;
        }
    };
    private long accepted;
    private long unknown;

    /** Looks at events that were accepted from one moment until, not including, another. */
    Report(Instant from, Instant until) {
        this.from = from;
        this.until = until;
    }

    @Override
    public void accept(Lines lines) {
        JsonNode line = read(lines);
        String id = line.path("id").asText();
        EventTrail trail = open.get(id);
        if (line.path("event").asText().equals("accepted")) {
            begin(id, line);
        } else if (trail != null) {
            trail.add(line);
            closeIfDone(id, trail);
        } else if (line.has("destination")) {
            early.computeIfAbsent(id, any -> new ArrayList<>(2)).add(line);
        }
    }

    /** How many events were looked at. */
    long accepted() {
        return accepted;
    }

    /** How many of them do not tell where they were to go. */
    long unknown() {
        return unknown;
    }

    /** Those that some destination has not had, the oldest first. */
    Collection<EventTrail> open() {
        return open.values();
    }

    private void begin(String id, JsonNode line) {
        Instant at = Instant.parse(line.path("acceptedAt").asText(line.path("at").asText()));
        if (at.isBefore(from) || !at.isBefore(until)) {
            return;
        }
        accepted++;
        if (!line.has("destinations")) {
            unknown++;
            return;
        }
        EventTrail trail = new EventTrail(line);
        List<JsonNode> told = early.remove(id);
        if (told != null) {
            told.forEach(trail::add);
        }
        if (open.size() == MOST) {
            throw new IllegalStateException("more than " + MOST + " events are open at one time: ask for fewer with --from and --to");
        }
        open.put(id, trail);
        closeIfDone(id, trail);
    }

    private void closeIfDone(String id, EventTrail trail) {
        if (trail.missing().isEmpty()) {
            open.remove(id);
        }
    }

    private static JsonNode read(Lines lines) {
        try {
            return JSON.readTree(lines.bytes(), lines.offset(), lines.length());
        } catch (IOException e) {
            throw new UncheckedIOException("a line that was verified cannot be read", e);
        }
    }
}
