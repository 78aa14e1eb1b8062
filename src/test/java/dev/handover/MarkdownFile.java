package dev.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A document of this repository, taken apart as far as tests need. */
record MarkdownFile(Path path, String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    static MarkdownFile of(Path path) {
        try {
            return new MarkdownFile(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of one language, in their order. */
    List<String> blocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** What {@code pattern} finds outside and inside of blocks. */
    List<MatchResult> find(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results().toList();
    }

    /** The targets of links to other files, without the part after {@code #}. */
    List<Path> linkedFiles() {
        Path folder = path.toAbsolutePath().getParent();
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://") && !target.startsWith("#"))
                .map(target -> folder.resolve(target.replaceAll("#.*", "")))
                .toList();
    }

    /** The targets of links within this document, without the {@code #}. */
    List<String> linkedHeadings() {
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(target -> target.startsWith("#"))
                .map(target -> target.substring(1))
                .toList();
    }

    /** The anchors of the headings, as code hosts make them. */
    List<String> anchors() {
        return find("^#+ (.*)$").stream()
                .map(heading -> heading.group(1).toLowerCase().replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-'))
                .toList();
    }
}
