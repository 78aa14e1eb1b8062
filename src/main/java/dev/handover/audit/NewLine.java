package dev.handover.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/**
 * A line that is ready to be written.
 *
 * @param bytes its UTF-8, line feed included
 * @param chain the chain's end once it is written
 */
record NewLine(byte[] bytes, Chain chain) {

    private static final Set<String> OURS = Set.of("seq", "at", "event", "previous", "hash");
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Refuses, before anything is written, what the verifier would not accept. */
    static NewLine after(Chain chain, Instant at, String kind, ObjectNode fields) {
        requireUsable(kind, fields);
        long seq = chain.seq() + 1;
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("seq", seq).put("at", AT.format(at)).put("event", kind);
        line.setAll(fields);
        line.put("previous", chain.hash());
        String text = VisibleText.of(json(line));
        String hash = Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
        String whole = text.substring(0, text.length() - 1) + ",\"hash\":\"" + hash + "\"}\n";
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        requireReadable(bytes);
        return new NewLine(bytes, new Chain(seq, hash));
    }

    private static void requireUsable(String kind, ObjectNode fields) {
        if (kind == null || kind.isBlank()) {
            throw new IllegalArgumentException("an audit line needs a kind");
        }
        fields.fieldNames().forEachRemaining(name -> {
            if (OURS.contains(name)) {
                throw new IllegalArgumentException("the audit log itself sets the field " + name);
            }
        });
    }

    private static String json(ObjectNode line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("these fields cannot be written as JSON", e);
        }
    }

    private static void requireReadable(byte[] bytes) {
        int length = bytes.length - 1;
        if (length > Lines.LIMIT) {
            throw new IllegalArgumentException("an audit line may have 1 MiB, this one has " + length + " bytes");
        }
        try {
            AuditLine.parse(bytes, 0, length);
        } catch (BrokenLine e) {
            throw new IllegalArgumentException("with these fields the line " + e.getMessage(), e);
        }
    }
}
