import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long events took from {@code acceptedAt} until the audit, mail and Slack all had them, by the times of the audit's lines:
 * {@code java Delivered.java AUDIT-FOLDER SINCE}. Those count that were accepted at SINCE or later, a time of the form
 * 2026-11-24T12:00:00.
 */
public class Delivered {

    private static final int DESTINATIONS = 3;

    private record Progress(Instant acceptedAt, int reached, Instant last) {}

    public static void main(String[] args) throws IOException {
        Instant since = Instant.parse(args[1] + "Z");
        Map<String, Progress> events = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of(args[0]))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).sorted().toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.forEach(line -> read(line, since, events));
                }
            }
        }
        List<Long> millis = events.values().stream()
                .filter(event -> event.reached() == DESTINATIONS)
                .map(event -> Duration.between(event.acceptedAt(), event.last()).toMillis())
                .sorted()
                .toList();
        System.out.printf("  %d events, %d delivered to all three%n", events.size(), millis.size());
        if (!millis.isEmpty()) {
            System.out.printf(
                    "  accepted to delivered by all three: p50 %d ms, p99 %d ms, longest %d ms%n",
                    at(millis, 0.50), at(millis, 0.99), millis.get(millis.size() - 1));
        }
    }

    private static void read(String line, Instant since, Map<String, Progress> events) {
        String event = field(line, "event");
        String id = field(line, "id");
        Instant at = Instant.parse(field(line, "at"));
        if (event.equals("accepted")) {
            Instant acceptedAt = Instant.parse(field(line, "acceptedAt"));
            if (!acceptedAt.isBefore(since)) {
                events.put(id, new Progress(acceptedAt, 1, at));
            }
        } else if (event.equals("delivered")) {
            events.computeIfPresent(id, (same, progress) -> new Progress(progress.acceptedAt(), progress.reached() + 1, at));
        }
    }

    private static long at(List<Long> sorted, double share) {
        return sorted.get(Math.min(sorted.size() - 1, (int) Math.ceil(share * sorted.size()) - 1));
    }

    private static String field(String line, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }
}
