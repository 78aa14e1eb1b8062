package dev.handover.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What makes two lines the same line.
 *
 * @param id the event's id
 * @param kind the line's kind
 * @param destination the destination that the line is about, null when it is about none
 */
record WrittenKey(String id, String kind, String destination) {

    static Optional<WrittenKey> of(String kind, ObjectNode fields) {
        return of(kind, text(fields.get("id")), text(fields.get("destination")));
    }

    static Optional<WrittenKey> of(AuditLine line) {
        return of(line.event(), line.id(), line.destination());
    }

    private static Optional<WrittenKey> of(String kind, String id, String destination) {
        return id == null || id.isEmpty() ? Optional.empty() : Optional.of(new WrittenKey(id, kind, destination));
    }

    private static String text(JsonNode node) {
        return node != null && node.isValueNode() && !node.isNull() ? node.asText() : null;
    }
}
