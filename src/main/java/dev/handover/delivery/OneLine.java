package dev.handover.delivery;

/** Text of a caller or a server in one bounded line, without what breaks a line or forges what a terminal shows. */
final class OneLine {

    private OneLine() {}

    /** @param longest in characters (code points) */
    static String of(String text, int longest) {
        String line = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+", " ").trim();
        return line.codePointCount(0, line.length()) > longest
                ? line.substring(0, line.offsetByCodePoints(0, longest))
                : line;
    }
}
