package dev.handover.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.handover.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One line as read back, its form checked, its hash not yet.
 *
 * @param seq its number in the chain
 * @param day the UTC day of its time
 * @param event its kind
 * @param file its field of that name, null when it has none
 * @param identity the values of {@link WrittenKey#FIELDS}, each empty when it has none
 * @param previous the hash that it says the line before has
 * @param hash the hash that it says it has
 */
record AuditLine(long seq, LocalDate day, String event, String file, List<String> identity, String previous, String hash) {

    /** {@code ,"hash":"…"}} of 64 digits: with it taken out and the brace put back, the rest is what is hashed. */
    static final int HASH_LENGTH = ",\"hash\":\"\"}".length() + 64;

    private static final byte[] START = "{\"seq\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HASH_START = ",\"hash\":\"".getBytes(StandardCharsets.UTF_8);
    private static final String[] FIRST = {"seq", "at", "event"};
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** What it has in common with a line that repeats it; empty when it may be repeated. */
    Optional<WrittenKey> key() {
        return WrittenKey.of(event, identity);
    }

    /** Reads a line, given without its line feed. */
    static AuditLine parse(byte[] bytes, int offset, int length) throws BrokenLine {
        // Also keeps Jackson from taking a byte order mark or UTF-16.
        if (length < START.length || !Arrays.equals(bytes, offset, offset + START.length, START, 0, START.length)) {
            throw new BrokenLine("does not start with {\"seq\":");
        }
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            AuditLine line = parse(parser);
            requireHashAtEnd(bytes, offset + length - HASH_LENGTH);
            return line;
        } catch (IOException e) {
            throw new BrokenLine("is not one JSON object");
        }
    }

    /** What the line's hash must be. */
    static String hash(MessageDigest digest, byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length - HASH_LENGTH);
        digest.update((byte) '}');
        return Sha256.hex(digest);
    }

    private static AuditLine parse(JsonParser parser) throws IOException, BrokenLine {
        parser.nextToken();
        String[] first = new String[FIRST.length];
        String[] identity = {"", "", "", ""};
        String file = null;
        String previous = null;
        String hash = null;
        String before = null;
        String last = null;
        String name;
        for (int i = 0; (name = parser.nextFieldName()) != null; i++) {
            JsonToken token = parser.nextToken();
            before = last;
            last = name;
            if (i < FIRST.length) {
                requireFirst(i, name, token);
                first[i] = parser.getText();
                continue;
            }
            switch (name) {
                case "id", "destination", "recipient", "replay" ->
                    identity[WrittenKey.FIELDS.indexOf(name)] = Objects.toString(text(parser, token), "");
                case "file" -> file = text(parser, token);
                case "previous" -> previous = text(parser, token);
                case "hash" -> hash = text(parser, token);
                default -> parser.skipChildren();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw new BrokenLine("is not one JSON object");
        }
        if (!"previous".equals(before) || !"hash".equals(last) || previous == null || hash == null) {
            throw new BrokenLine("does not end with the fields previous and hash");
        }
        return new AuditLine(seq(first[0]), day(first[1]), first[2], file, List.of(identity), previous, hash);
    }

    private static void requireFirst(int index, String name, JsonToken token) throws BrokenLine {
        JsonToken wanted = index == 0 ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_STRING;
        if (!FIRST[index].equals(name) || token != wanted) {
            throw new BrokenLine("does not start with the fields seq, at and event");
        }
    }

    private static String text(JsonParser parser, JsonToken token) throws IOException {
        if (token.isScalarValue()) {
            return token == JsonToken.VALUE_NULL ? null : parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private static long seq(String text) throws BrokenLine {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BrokenLine("seq is too large");
        }
    }

    private static LocalDate day(String at) throws BrokenLine {
        try {
            if (at != null && at.length() == "2026-11-24T00:00:00.000Z".length() && at.endsWith("Z")) {
                return LocalDate.ofInstant(Instant.parse(at), ZoneOffset.UTC);
            }
        } catch (DateTimeException e) {
            // Said below, the same as for a wrong length.
        }
        throw new BrokenLine("at is not a time in UTC with milliseconds");
    }

    private static void requireHashAtEnd(byte[] bytes, int from) throws BrokenLine {
        boolean rightStart = from > 0
                && Arrays.equals(bytes, from, from + HASH_START.length, HASH_START, 0, HASH_START.length);
        boolean rightDigits = rightStart;
        for (int i = from + HASH_START.length; rightDigits && i < from + HASH_START.length + 64; i++) {
            rightDigits = bytes[i] >= '0' && bytes[i] <= '9' || bytes[i] >= 'a' && bytes[i] <= 'f';
        }
        if (!rightDigits) {
            throw new BrokenLine("does not end with a hash of 64 lower-case hex digits");
        }
    }
}
