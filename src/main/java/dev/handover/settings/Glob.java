package dev.handover.settings;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An exact ID, or one in which each {@code *} stands for any characters, none too; case matters. */
public final class Glob implements Predicate<String> {

    private final Predicate<String> matches;

    /** @param glob the ID or glob; not blank */
    public Glob(String glob) {
        String regex = Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        // An ID may hold line breaks, which "." alone does not match: a rule must not be dodged with one.
        this.matches = Pattern.compile(regex, Pattern.DOTALL).asMatchPredicate();
    }

    @Override
    public boolean test(String id) {
        return matches.test(id);
    }
}
