package dev.handover.audit;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Events of which a line must be about one to be worth parsing; to see that costs a fraction of it. */
record EventIds(Set<String> ids) {

    // A caller's text cannot look like it: there each quotation mark has a backslash before it.
    private static final Needle FIELD = new Needle("\"id\":\"".getBytes(StandardCharsets.UTF_8));

    boolean isIn(Lines lines) {
        for (int from = FIELD.after(lines, lines.offset()); from >= 0; from = FIELD.after(lines, from)) {
            if (ids.contains(text(lines, from))) {
                return true;
            }
        }
        return false;
    }

    private static String text(Lines lines, int from) {
        int end = from;
        while (end < lines.offset() + lines.length() && lines.bytes()[end] != '"') {
            end++;
        }
        return new String(lines.bytes(), from, end - from, StandardCharsets.UTF_8);
    }
}
