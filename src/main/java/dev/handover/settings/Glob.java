package dev.handover.settings;

import java.util.function.Predicate;

/** An exact ID, or one in which each {@code *} stands for any characters, none too; case matters. */
public final class Glob implements Predicate<String> {

    /** What stands between the stars. */
    private final String[] pieces;

    /** @param glob the ID or glob; not blank */
    public Glob(String glob) {
        this.pieces = glob.split("\\*", -1);
    }

    // Each piece where it comes first. A regular expression would try all the other places too: minutes, for an ID made for that.
    @Override
    public boolean test(String id) {
        String first = pieces[0];
        String last = pieces[pieces.length - 1];
        if (pieces.length == 1) {
            return id.equals(first);
        }
        int at = first.length();
        int end = id.length() - last.length();
        if (at > end || !id.startsWith(first) || !id.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = id.indexOf(pieces[i], at);
            at = found + pieces[i].length();
            if (found < 0 || at > end) {
                return false;
            }
        }
        return true;
    }
}
