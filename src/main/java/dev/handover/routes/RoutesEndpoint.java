package dev.handover.routes;

import dev.handover.settings.Edited;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/**
 * The routes in force, on the management port: {@code GET /actuator/routes} answers the {@code load}'s number, its {@code hash},
 * {@code since} when, the {@code files} with the length of each in bytes, and {@code refused}, why the newest edit is not in force.
 */
@Component
@Endpoint(id = "routes")
class RoutesEndpoint {

    private final Edited<RouteSet> edits;
    private final LastGood lastGood;

    RoutesEndpoint(Edited<RouteSet> edits, LastGood lastGood) {
        this.edits = edits;
        this.lastGood = lastGood;
    }

    @ReadOperation
    Map<String, Object> inForce() {
        LastGood.Load load = lastGood.load();
        Map<String, Integer> files = new TreeMap<>();
        load.files().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8).length));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("load", load.number());
        answer.put("hash", load.hash());
        answer.put("since", load.since());
        answer.put("files", files);
        edits.refused().ifPresent(reason -> answer.put("refused", reason));
        return answer;
    }
}
