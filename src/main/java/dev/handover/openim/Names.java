package dev.handover.openim;

import com.fasterxml.jackson.databind.JsonNode;

/** Takes in what people named things, of any content but of bounded length: it travels in a header. */
final class Names {

    /** As long as an ID of a callback may be. */
    static final int LONGEST_ID = 256;

    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_URL = 1000;

    private Names() {}

    /** A name cut to {@value #LONGEST_NAME} characters; null when there is none. */
    static String name(JsonNode name) {
        if (!name.isTextual() || name.textValue().isBlank()) {
            return null;
        }
        String text = name.textValue();
        return text.codePointCount(0, text.length()) <= LONGEST_NAME
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
    }

    /** A url of a picture; null when it is none with https, or too long. */
    static String url(JsonNode url) {
        String text = url.asText();
        return text.length() <= LONGEST_URL && text.matches("https://[\\x21-\\x7e]+") ? text : null;
    }
}
