package dev.handover.audit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The file of one UTC day.
 *
 * @param path where it is
 * @param day its day, null when its name holds none
 */
record DayFile(Path path, LocalDate day) {

    private static final String PREFIX = "ownership-";
    private static final String SUFFIX = ".jsonl";

    static DayFile of(Path directory, LocalDate day) {
        return new DayFile(directory.resolve(PREFIX + day + SUFFIX), day);
    }

    /** Where the files are when nobody says: in the data folder that the server would use. */
    static Path directory(Map<String, String> environment) {
        String data = environment.getOrDefault("DATA_DIR", "");
        return Path.of(data.isBlank() ? "data" : data, "audit");
    }

    /** Every {@code ownership-*.jsonl} in order of its name, which is order of days; none when there is no directory. */
    static List<DayFile> in(Path directory) throws IOException {
        List<DayFile> files = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            paths.forEach(path -> files.add(new DayFile(path, day(path.getFileName().toString()))));
        } catch (NoSuchFileException e) {
            return List.of();
        }
        files.sort(Comparator.comparing(file -> file.path().getFileName().toString()));
        return files;
    }

    /** Whether the day ends after a moment (RFC 3339, UTC); false when the name holds no day. */
    boolean endsAfter(String moment) {
        return day != null && (moment.startsWith(day.toString()) || moment.compareTo(day.toString()) < 0);
    }

    private static LocalDate day(String name) {
        try {
            return LocalDate.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
