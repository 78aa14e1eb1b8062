package dev.handover.email;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A subject as a mail header's value: one line for whoever reads it, folded and encoded (RFC 2047) for the wire.
 *
 * <p>Jakarta Mail leaves plain ASCII alone, so an ID such as {@code =?utf-8?q?=0A?=} would be decoded by the reader's
 * mail program. Here whatever is not short and harmless is encoded.
 */
final class SubjectLine {

    private static final int LONGEST = 200;
    /** Printable ASCII in words one blank apart, nothing that looks encoded. */
    private static final Pattern HARMLESS = Pattern.compile("(?!.*=\\?)[\\x21-\\x7E]++( [\\x21-\\x7E]++)*+");
    /** What fits on the header's first line: 78 characters (RFC 5322) less the header's name. */
    private static final int ON_ONE_LINE = 69;
    /** 39 bytes make an encoded word of 64 characters, so that even the first line stays below the allowed 76 (RFC 2047). */
    private static final int BYTES_A_WORD = 39;

    private SubjectLine() {}

    /** {@code text} on one line, cut to a sane length. */
    static String of(String text) {
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ");
        int[] points = line.codePoints().limit(LONGEST + 1L).toArray();
        return points.length <= LONGEST ? line : new String(points, 0, LONGEST - 1) + "…";
    }

    /** The header's value for a line of {@link #of}. */
    static String encode(String line) {
        if (line.length() <= ON_ONE_LINE && HARMLESS.matcher(line).matches()) {
            return line;
        }
        List<String> words = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int bytes = 0;
        for (int point : line.codePoints().toArray()) {
            String character = Character.toString(point);
            int size = character.getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > BYTES_A_WORD) {
                words.add(word(part));
                part.setLength(0);
                bytes = 0;
            }
            part.append(character);
            bytes += size;
        }
        words.add(word(part));
        return String.join("\r\n ", words);
    }

    private static String word(CharSequence part) {
        byte[] utf8 = part.toString().getBytes(StandardCharsets.UTF_8);
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(utf8) + "?=";
    }
}
