package dev.handover.template;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Text for a place where Slack reads markup: whatever it holds, it formats, links and mentions nothing.
 *
 * <p>{@code &}, {@code <} and {@code >} are escaped as Slack's documentation says. For the rest Slack has no escape, so
 * a character that could format, link or name somebody gives way to its look-alike. Underscores and dots inside a word
 * are the exception where Slack leaves them alone.
 */
final class SlackText {

    /** An underscore inside a word formats nothing, and IDs are full of them; a dot makes a link before a letter only. */
    private static final Pattern MARKUP =
            Pattern.compile("[&<>*~`:@#]|(?<![\\p{L}\\p{N}])_|_(?![\\p{L}\\p{N}])|\\.(?=\\p{L})");

    private static final Map<String, String> HARMLESS = Map.ofEntries(
            Map.entry("&", "&amp;"), Map.entry("<", "&lt;"), Map.entry(">", "&gt;"), Map.entry("*", "＊"),
            Map.entry("_", "＿"), Map.entry("~", "～"), Map.entry("`", "ˋ"), Map.entry(":", "∶"),
            Map.entry("@", "＠"), Map.entry("#", "＃"), Map.entry(".", "․"));

    private SlackText() {}

    static String of(String text) {
        return MARKUP.matcher(text).replaceAll(found -> HARMLESS.get(found.group()));
    }
}
