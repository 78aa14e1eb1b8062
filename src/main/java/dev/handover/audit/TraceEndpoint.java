package dev.handover.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.lang.Nullable;
import org.springframework.stereotype.Component;

/**
 * What became of events, on the management port: {@code GET /actuator/trace/KEY}, or {@code /actuator/trace?key=KEY} where the key
 * has a character that a path cannot have. The key is an event's id, an operationID or a groupID; 404 when there is none.
 *
 * <p>The newest {@value #LIMIT}, the newest first.
 */
@Component
@Endpoint(id = "trace")
class TraceEndpoint {

    private static final int LIMIT = 20;

    private final Trails trails;

    TraceEndpoint(Trails trails) {
        this.trails = trails;
    }

    @ReadOperation
    Map<String, List<ObjectNode>> byPath(@Selector String key) throws IOException {
        return trace(key);
    }

    @ReadOperation
    Map<String, List<ObjectNode>> byQuery(@Nullable String key) throws IOException {
        return trace(key == null ? "" : key);
    }

    /** Null is the actuator's word for 404. */
    private Map<String, List<ObjectNode>> trace(String key) throws IOException {
        List<ObjectNode> found = trails.of(key, LIMIT).stream().map(EventTrail::json).toList();
        return found.isEmpty() ? null : Map.of("events", found);
    }
}
