package dev.handover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds the lives of events in a directory's audit, the newest first.
 *
 * <p>Memory is bounded by how many are asked for, {@value #MOST} at most; the time by the size of the files, of which those older
 * than the oldest event asked for are not read. Lines that cannot be read are passed over: {@code audit verify} tells of them.
 */
public final class Trails {

    /** As many events as can be asked for. */
    public static final int MOST = 1000;

    private static final int LAST_LINES = 5000;
    private static final int ALL_LINES = Integer.MAX_VALUE;
    private static final int MOST_LINES = 100_000;
    private static final Set<String> BEGINNINGS = Set.of("accepted", "refused");
    private static final List<String> KEYS = List.of("id", "operationID", "groupID");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    /** @param directory where the audit files are */
    public Trails(Path directory) {
        this.directory = directory;
    }

    /** The newest events with this id, operationID or groupID, given as it is or as {@link VisibleText} shows it. */
    public List<EventTrail> of(String key, int limit) throws IOException {
        // What is written out has other escapes than the file.
        String needle = key.contains("\\") ? "" : VisibleText.of(JSON.writeValueAsString(key));
        return find(
                new Needle(needle.getBytes(StandardCharsets.UTF_8)),
                line -> KEYS.stream().anyMatch(name -> isKey(key, line.path(name).textValue())),
                limit,
                ALL_LINES);
    }

    /** The newest events among the last lines of each file, {@value #LAST_LINES} of them: this is quick however large the files are. */
    public List<EventTrail> newest(int limit) throws IOException {
        return find(new Needle(new byte[0]), line -> true, limit, LAST_LINES);
    }

    private static boolean isKey(String key, String value) {
        return value != null && (key.equals(value) || key.equals(VisibleText.of(value)));
    }

    private List<EventTrail> find(Needle needle, Predicate<JsonNode> wanted, int limit, int lastLines) throws IOException {
        List<DayFile> files = DayFile.in(directory);
        Deque<JsonNode> found = new ArrayDeque<>();
        int oldest = files.size();
        while (oldest > 0 && found.size() < limit) {
            Deque<JsonNode> inFile = new ArrayDeque<>();
            scan(files.get(--oldest).path(), lastLines, needle, line -> {
                if (BEGINNINGS.contains(line.path("event").asText()) && wanted.test(line)) {
                    inFile.addLast(line);
                    if (inFile.size() > limit) {
                        inFile.removeFirst();
                    }
                }
            });
            while (!inFile.isEmpty() && found.size() < limit) {
                found.addFirst(inFile.removeLast());
            }
        }
        Map<String, EventTrail> trails = new LinkedHashMap<>();
        found.forEach(line -> trails.putIfAbsent(line.path("id").asText(), new EventTrail(line)));
        int[] left = {MOST_LINES};
        for (DayFile file : files.subList(oldest, trails.isEmpty() ? oldest : files.size())) {
            scanFor(trails, file.path(), lastLines, left);
        }
        List<EventTrail> newestFirst = new ArrayList<>(trails.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private static void scanFor(Map<String, EventTrail> trails, Path file, int lastLines, int[] left) throws IOException {
        Needle needle = trails.size() == 1
                ? new Needle(trails.keySet().iterator().next().getBytes(StandardCharsets.UTF_8))
                : new Needle(new byte[0]);
        scan(file, lastLines, needle, line -> {
            EventTrail trail = trails.get(line.path("id").asText());
            if (trail != null && !line.equals(trail.first()) && left[0]-- > 0) {
                trail.add(line);
            }
        });
    }

    private static void scan(Path file, int lastLines, Needle needle, Consumer<JsonNode> each) throws IOException {
        try (Lines lines = Lines.of(file, start(file, lastLines), read -> {})) {
            for (Lines.Found found = lines.next(); found != Lines.Found.END; found = lines.next()) {
                if (found == Lines.Found.LINE && needle.isIn(lines)) {
                    JsonNode line = read(lines);
                    if (line != null) {
                        each.accept(line);
                    }
                }
            }
        }
    }

    private static long start(Path file, int lastLines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return lastLines == ALL_LINES ? 0 : Tail.afterLineFeed(channel, lastLines + 1);
        }
    }

    private static JsonNode read(Lines lines) {
        try {
            return JSON.readTree(lines.bytes(), lines.offset(), lines.length());
        } catch (IOException e) {
            return null;
        }
    }
}
