package dev.handover.template;

import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * An ID or a name as a person may safely see it: what is invisible or turns text around is written out ({@code \n}, {@code \u202e}).
 *
 * <p>Written out are control, format, line and paragraph separator characters, lone surrogates (Unicode's Cc, Cf, Zl,
 * Zp, Cs) and the letters and marks that draw nothing. Everything else stays, in any script, emoji included. A joiner
 * (U+200C, U+200D) stays where writing needs it: between two characters of a script that joins, and U+200D between two
 * emoji; a variation selector where it chooses between two ways to draw: after an emoji, in a keycap, after a Chinese
 * character, and Mongolian's own after a Mongolian letter. Tag characters are always written out, so three flags
 * (England, Scotland, Wales) are not drawn. A backslash stays as it is.
 */
final class Shown {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int TEXT_PRESENTATION = 0xFE0E;
    private static final int EMOJI_PRESENTATION = 0xFE0F;
    private static final int KEYCAP = 0x20E3;

    /** Drawn as emoji too, though Unicode does not count them among the symbols (So): ‼ ⁉ ℹ ↔ ◻ ◼ ◽ ◾ 〰. */
    private static final Set<Integer> ALSO_EMOJI =
            Set.of(0x203C, 0x2049, 0x2139, 0x2194, 0x25FB, 0x25FC, 0x25FD, 0x25FE, 0x3030);

    /** Grapheme joiner, Hangul fillers, Khmer inherent vowels and the blank Braille pattern: not of category Cf, but blank. */
    private static final Set<Integer> BLANK =
            Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

    private static final Set<UnicodeScript> JOINING = Set.of(
            UnicodeScript.ARABIC, UnicodeScript.SYRIAC, UnicodeScript.MONGOLIAN, UnicodeScript.NKO,
            UnicodeScript.DEVANAGARI, UnicodeScript.BENGALI, UnicodeScript.GURMUKHI, UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA, UnicodeScript.TAMIL, UnicodeScript.TELUGU, UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM, UnicodeScript.SINHALA, UnicodeScript.KHMER, UnicodeScript.MYANMAR);

    private Shown() {}

    /** The shown form of {@code id}; empty for null. */
    static String of(String id) {
        if (id == null) {
            return "";
        }
        int[] points = id.codePoints().toArray();
        StringBuilder shown = new StringBuilder(id.length());
        for (int i = 0; i < points.length; i++) {
            if (isHidden(points[i]) && !joins(points, i) && !varies(points, i)) {
                writeOut(points[i], shown);
            } else {
                shown.appendCodePoint(points[i]);
            }
        }
        return shown.toString();
    }

    /** Whether {@code text} has nothing that a person would see. */
    static boolean isBlank(String text) {
        return text.codePoints().allMatch(point -> isHidden(point) || Character.isWhitespace(point) || Character.isSpaceChar(point));
    }

    /** {@code text} cut to at most {@code units} UTF-16 units, between characters, the last of them then an ellipsis. */
    static String cut(String text, int units) {
        if (text.length() <= units) {
            return text;
        }
        int end = Math.max(0, units - 1);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    /** {@code text} cut to at most {@code bytes} of UTF-8, between characters, the last of them then an ellipsis. */
    static String cutToBytes(String text, int bytes) {
        String cut = text;
        for (int units = Math.min(text.length(), bytes); cut.getBytes(StandardCharsets.UTF_8).length > bytes; units--) {
            cut = cut(text, units);
        }
        return cut;
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> BLANK.contains(point) || isVariationSelector(point);
        };
    }

    private static boolean joins(int[] points, int i) {
        if (i == 0 || i == points.length - 1) {
            return false;
        }
        int before = points[i - 1];
        int after = points[i + 1];
        if (points[i] == ZERO_WIDTH_JOINER && isEmoji(before) && isEmoji(after)) {
            return true;
        }
        boolean joiner = points[i] == ZERO_WIDTH_JOINER || points[i] == ZERO_WIDTH_NON_JOINER;
        UnicodeScript script = UnicodeScript.of(before);
        return joiner && script == UnicodeScript.of(after) && JOINING.contains(script);
    }

    private static boolean varies(int[] points, int i) {
        if (i == 0 || !isVariationSelector(points[i]) || isVariationSelector(points[i - 1])) {
            return false;
        }
        int before = points[i - 1];
        if (points[i] == TEXT_PRESENTATION || points[i] == EMOJI_PRESENTATION) {
            boolean keycap = i + 1 < points.length && points[i + 1] == KEYCAP && "0123456789#*".indexOf(before) >= 0;
            return keycap || isEmoji(before) || ALSO_EMOJI.contains(before);
        }
        return UnicodeScript.of(before) == (isMongolianSelector(points[i]) ? UnicodeScript.MONGOLIAN : UnicodeScript.HAN);
    }

    private static boolean isVariationSelector(int point) {
        return point >= 0xFE00 && point <= EMOJI_PRESENTATION || point >= 0xE0100 && point <= 0xE01EF || isMongolianSelector(point);
    }

    private static boolean isMongolianSelector(int point) {
        return point >= 0x180B && point <= 0x180D || point == 0x180F;
    }

    private static boolean isEmoji(int point) {
        boolean skinTone = point >= 0x1F3FB && point <= 0x1F3FF;
        return Character.getType(point) == Character.OTHER_SYMBOL || skinTone || point == EMOJI_PRESENTATION;
    }

    private static void writeOut(int point, StringBuilder shown) {
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> shown.append(String.format(point > 0xFFFF ? "\\u{%x}" : "\\u%04x", point));
        }
    }
}
