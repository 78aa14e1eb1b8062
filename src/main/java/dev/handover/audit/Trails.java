package dev.handover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the lives of events in a directory's audit, the newest first.
 *
 * <p>Memory is bounded by how many are asked for, {@value #MOST} at most; the time by the size of the files, of which those older
 * than the event are not read for an id, and otherwise those older than the oldest event asked for, once there are as many as asked for.
 * One lookup at a time, for all who share this. Lines that cannot be read are passed over: {@code audit verify} tells of them.
 */
public final class Trails {

    /** As many events as can be asked for. */
    public static final int MOST = 1000;

    private static final int LAST_LINES = 5000;
    private static final int MOST_LINES = 100_000;
    private static final String NEVER = "9999-12-31";
    private static final Set<String> BEGINNINGS = Set.of("accepted", "refused");
    private static final List<String> KEYS = List.of("id", "operationID", "groupID");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    /** @param directory where the audit files are */
    public Trails(Path directory) {
        this.directory = directory;
    }

    /** The newest events with this id, operationID or groupID, given as it is or as {@link VisibleText} shows it; an empty key has none. */
    public synchronized List<EventTrail> of(String key, int limit) throws IOException {
        if (key.isEmpty()) {
            return List.of();
        }
        // What is written out has other escapes than the file.
        String needle = key.contains("\\") ? "" : VisibleText.of(JSON.writeValueAsString(key));
        return find(
                new Needle(needle.getBytes(StandardCharsets.UTF_8)),
                line -> KEYS.stream().anyMatch(name -> isKey(key, line.path(name).textValue())),
                line -> isKey(key, line.path("id").textValue()),
                limit,
                Scan.ALL);
    }

    /** The newest events among the last lines of each file, {@value #LAST_LINES} of them: this is quick however large the files are. */
    public synchronized List<EventTrail> newest(int limit) throws IOException {
        return find(new Needle(new byte[0]), line -> true, line -> false, limit, LAST_LINES);
    }

    private static boolean isKey(String key, String value) {
        return value != null && (key.equals(value) || key.equals(VisibleText.of(value)));
    }

    /** @param last of whose kind there is one, and nothing older that is wanted */
    private List<EventTrail> find(Needle needle, Predicate<JsonNode> wanted, Predicate<JsonNode> last, int limit, int lastLines)
            throws IOException {
        List<DayFile> files = DayFile.in(directory);
        Deque<JsonNode> found = new ArrayDeque<>();
        int oldest = files.size();
        for (int i = files.size() - 1; i >= 0 && found.size() < limit && found.stream().noneMatch(last); i--) {
            Deque<JsonNode> inFile = beginnings(files.get(i).path(), lastLines, needle, wanted, limit);
            oldest = inFile.isEmpty() ? oldest : i;
            while (!inFile.isEmpty() && found.size() < limit) {
                found.addFirst(inFile.removeLast());
            }
        }
        Map<String, EventTrail> trails = new LinkedHashMap<>();
        found.forEach(line -> trails.putIfAbsent(line.path("id").asText(), new EventTrail(line)));
        EventIds ids = new EventIds(trails.keySet());
        int[] left = {MOST_LINES};
        for (DayFile file : files.subList(withEarlyLines(files, oldest, found), files.size())) {
            new Scan(file.path(), lastLines).forEach(ids::isIn, line -> {
                EventTrail trail = trails.get(line.path("id").asText());
                if (trail != null && !line.equals(trail.first()) && left[0]-- > 0) {
                    trail.add(line);
                }
            });
        }
        List<EventTrail> newestFirst = new ArrayList<>(trails.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** The last lines in a file that tell how a wanted event began. */
    private static Deque<JsonNode> beginnings(Path file, int lastLines, Needle needle, Predicate<JsonNode> wanted, int limit)
            throws IOException {
        Deque<JsonNode> last = new ArrayDeque<>();
        new Scan(file, lastLines).forEach(needle::isIn, line -> {
            if (BEGINNINGS.contains(line.path("event").asText()) && wanted.test(line)) {
                last.addLast(line);
                if (last.size() > limit) {
                    last.removeFirst();
                }
            }
        });
        return last;
    }

    /** After a disk that failed, how an event was delivered may be told on an earlier day than that it was accepted. */
    private static int withEarlyLines(List<DayFile> files, int oldest, Deque<JsonNode> found) {
        String accepted = found.stream()
                .map(line -> line.path("acceptedAt").asText(NEVER))
                .min(Comparator.naturalOrder())
                .orElse(NEVER);
        int from = oldest;
        while (from > 0 && files.get(from - 1).endsAfter(accepted)) {
            from--;
        }
        return from;
    }
}
