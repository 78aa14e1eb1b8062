package dev.handover;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that docs/METRICS.md lists. */
final class MetricsTable {

    private static final Pattern NAME = Pattern.compile("\\bhandover_[a-z0-9_]+");

    private MetricsTable() {}

    static Set<String> names() {
        return MarkdownFile.of(Path.of("docs/METRICS.md")).find("^\\| `(handover_[a-z0-9_]+)` \\|").stream()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metrics that a text names; of a histogram's parts the histogram. */
    static Set<String> namedIn(String text) {
        return NAME.matcher(text)
                .results()
                .map(name -> name.group().replaceAll("_(bucket|count|sum)$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
