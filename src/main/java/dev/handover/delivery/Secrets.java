package dev.handover.delivery;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Makes a failure fit to be shown: one line of at most {@value #LONGEST} characters, no secret of the settings in it. Safe for
 * use by many threads.
 */
@Component
public class Secrets {

    private static final int LONGEST = 300;

    private static final int SHORTEST_PART = 8;

    private final List<String> own;
    private volatile List<String> values;

    Secrets(Environment environment) {
        this.own = Stream.of(
                        "handover.email.password",
                        "handover.slack.webhook-url",
                        "handover.slack.token",
                        "handover.backend.url",
                        "handover.openim.secret",
                        "handover.openim.chat-password",
                        "handover.management.password",
                        "handover.webhook.password",
                        "handover.webhook.path",
                        "spring.artemis.password",
                        "spring.datasource.password")
                .map(environment::getProperty)
                .filter(value -> value != null && !value.isBlank())
                .toList();
        this.values = own;
    }

    /**
     * Takes what destinations are set to for secrets too, and what is in it when it is a url: a path or a query has the token.
     *
     * @param others in place of those of before
     */
    public void learn(Collection<String> others) {
        values = longerFirst(own, others);
    }

    /** A text without what is learnt and without these values, which need not be. */
    public String hide(String text, Collection<String> others) {
        return without(longerFirst(values, others), text);
    }

    /** The longer first: a part would be cut out of the whole. */
    private static List<String> longerFirst(List<String> values, Collection<String> others) {
        Stream<String> all = others.stream().filter(value -> !value.isBlank()).flatMap(Secrets::parts);
        return Stream.concat(values.stream(), all)
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private static String without(List<String> values, String text) {
        String shown = text;
        for (String value : values) {
            shown = shown.replace(value, "***");
        }
        return shown;
    }

    /** A secret, and each part of one that is a url which may be a secret by itself. */
    public static Stream<String> parts(String value) {
        Stream<String> parts = value.contains("://")
                ? Arrays.stream(value.replaceFirst("^[^:]*://[^/?]*", "").split("[/?&=#]"))
                : Stream.empty();
        return Stream.concat(Stream.of(value), parts.filter(part -> part.length() >= SHORTEST_PART));
    }

    /** What is at the bottom of a failure. */
    public String oneLine(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return oneLine(root.getClass().getSimpleName() + ": " + root.getMessage());
    }

    private String oneLine(String shown) {
        String text = without(values, shown);
        // What a server answers may repeat a caller's text.
        return OneLine.of(text, LONGEST);
    }
}
