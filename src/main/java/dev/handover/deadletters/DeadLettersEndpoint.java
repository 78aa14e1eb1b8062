package dev.handover.deadletters;

import dev.handover.broker.DestinationQueues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.stereotype.Component;

/**
 * The dead letters on the management port.
 *
 * <p>{@code GET /actuator/deadletters}, {@code …/DEST} and {@code …/DEST/ID} list and show; {@code POST …/DEST} and
 * {@code …/DEST/ID} replay. A destination that there is not answers 404, an id that is none 400.
 */
@Component
@Endpoint(id = "deadletters")
class DeadLettersEndpoint {

    private final DeadLetters letters;
    private final DestinationQueues destinations;

    DeadLettersEndpoint(DeadLetters letters, DestinationQueues destinations) {
        this.letters = letters;
        this.destinations = destinations;
    }

    @ReadOperation
    Map<String, List<DeadLetter>> all() {
        Map<String, List<DeadLetter>> all = new TreeMap<>();
        destinations.names().forEach(name -> all.put(name, listed(name)));
        return all;
    }

    @ReadOperation
    Map<String, List<DeadLetter>> list(@Selector String destination) {
        return known(destination, name -> Map.of(name, listed(name)));
    }

    @ReadOperation
    List<DeadLetter> show(@Selector String destination, @Selector String id) {
        UUID eventID = eventID(id);
        return known(destination, name -> noneIsNull(letters.show(name, eventID)));
    }

    @WriteOperation
    WebEndpointResponse<Map<String, Integer>> replayAll(@Selector String destination) {
        return replayed(known(destination, letters::replayAll));
    }

    @WriteOperation
    WebEndpointResponse<Map<String, Integer>> replay(@Selector String destination, @Selector String id) {
        UUID eventID = eventID(id);
        return replayed(known(destination, name -> {
            int replayed = letters.replay(name, eventID);
            return replayed == 0 ? null : replayed;
        }));
    }

    /** Nothing found is a 404 here too: the actuator's own word for null would be 204. */
    private static WebEndpointResponse<Map<String, Integer>> replayed(Integer count) {
        return count == null
                ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
                : new WebEndpointResponse<>(Map.of("replayed", count));
    }

    private List<DeadLetter> listed(String destination) {
        return letters.list(destination).stream().map(DeadLetter::withoutEvent).toList();
    }

    /** Null is the actuator's word for 404 in answer to a GET. */
    private <T> T known(String destination, Function<String, T> operation) {
        return destinations.names().contains(destination) ? operation.apply(destination) : null;
    }

    private static <T> List<T> noneIsNull(List<T> found) {
        return found.isEmpty() ? null : found;
    }

    private static UUID eventID(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new InvalidEndpointRequestException("The id is none of an event", "id must be a UUID");
        }
    }
}
