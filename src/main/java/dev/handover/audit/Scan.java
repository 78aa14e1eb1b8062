package dev.handover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One reading of a file's last lines; those that cannot be read are passed over.
 *
 * @param lastLines as many of them, or {@link #ALL}
 */
record Scan(Path file, int lastLines) {

    static final int ALL = Integer.MAX_VALUE;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Parses the lines that are worth it. */
    void forEach(Predicate<Lines> isWorthIt, Consumer<JsonNode> each) throws IOException {
        try (Lines lines = Lines.of(file, start(), read -> {})) {
            for (Lines.Found found = lines.next(); found != Lines.Found.END; found = lines.next()) {
                if (found == Lines.Found.LINE && isWorthIt.test(lines)) {
                    JsonNode line = read(lines);
                    if (line != null) {
                        each.accept(line);
                    }
                }
            }
        }
    }

    private long start() throws IOException {
        if (lastLines == ALL) {
            return 0;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return Tail.afterLineFeed(channel, lastLines + 1);
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
