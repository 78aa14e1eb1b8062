package dev.handover.audit;

/**
 * Text in which every character that could break a line or forge what a terminal shows is written as {@code \}{@code uXXXX}.
 *
 * <p>That is controls, line and paragraph separators, format characters (bidirectional ones among them), lone
 * surrogates, and what this Java's Unicode does not know yet. All other characters stay as they are.
 */
public final class VisibleText {

    private VisibleText() {}

    /** Also right for a whole JSON text without indentation, as such characters occur only inside its strings. */
    public static String of(String text) {
        if (text.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16);
        int next;
        for (int i = 0; i < text.length(); i = next) {
            int character = text.codePointAt(i);
            next = i + Character.charCount(character);
            if (isPlain(character)) {
                visible.appendCodePoint(character);
                continue;
            }
            for (int unit = i; unit < next; unit++) {
                visible.append(String.format("\\u%04x", (int) text.charAt(unit)));
            }
        }
        return visible.toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
