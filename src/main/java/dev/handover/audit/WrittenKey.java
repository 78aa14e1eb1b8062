package dev.handover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes two lines the same line: the event's id, the kind, the destination, the recipient, and which replay it is.
 *
 * <p>Half of a SHA-256 stands for these, because very many are remembered.
 */
record WrittenKey(long high, long low) {

    /** The fields that count besides the kind, of which the first must be there. */
    static final List<String> FIELDS = List.of("id", "destination", "recipient", "replay");

    static Optional<WrittenKey> of(String kind, ObjectNode fields) {
        return of(kind, FIELDS.stream().map(name -> text(fields.get(name))).toList());
    }

    /** @param values those of {@link #FIELDS}, each empty when the line does not have it */
    static Optional<WrittenKey> of(String kind, List<String> values) {
        if (values.get(0).isEmpty()) {
            return Optional.empty();
        }
        String all = Stream.concat(Stream.of(kind), values.stream()).collect(Collectors.joining("\u0000"));
        ByteBuffer hash = ByteBuffer.wrap(Sha256.digest().digest(all.getBytes(StandardCharsets.UTF_8)));
        return Optional.of(new WrittenKey(hash.getLong(), hash.getLong()));
    }

    private static String text(JsonNode node) {
        return node != null && node.isValueNode() && !node.isNull() ? node.asText() : "";
    }
}
