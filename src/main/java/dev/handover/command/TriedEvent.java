package dev.handover.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An event as a file has it: its JSON, and beside its fields {@code facts}, of which any part may be left out.
 *
 * @param json as it is on the queues
 * @param facts the JSON of what is known of it
 * @param acceptedAt when it came
 */
record TriedEvent(String json, String facts, Instant acceptedAt) {

    private static final JsonMapper JSON = JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final String REMEDY = " docs/destinations.md has an event to copy.";

    /** @throws CommandFailure when the file holds no event */
    static TriedEvent of(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new CommandFailure(file + " cannot be read.");
        }
        try {
            if (!(JSON.readTree(file.toFile()) instanceof ObjectNode fields)) {
                throw new CommandFailure(file + " is no JSON object." + REMEDY);
            }
            JsonNode known = fields.remove("facts");
            for (String field : JSON.valueToTree(new Event(1, "", Instant.EPOCH, "", "", "", "")).properties().stream().map(each -> each.getKey()).toList()) {
                if (!fields.hasNonNull(field)) {
                    throw new CommandFailure(file + " lacks " + field + "." + REMEDY);
                }
            }
            Event event = JSON.treeToValue(fields, Event.class);
            return new TriedEvent(JSON.writeValueAsString(event), facts(known), event.acceptedAt());
        } catch (UnrecognizedPropertyException e) {
            throw new CommandFailure(file + " has " + e.getPropertyName() + ", which there is not in an event." + REMEDY);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new CommandFailure(file + ":" + line + ": This is no event: " + e.getOriginalMessage().lines().findFirst().orElse("") + "." + REMEDY);
        }
    }

    private static String facts(JsonNode known) throws JsonProcessingException {
        ObjectNode facts = JSON.valueToTree(Facts.NONE);
        if (known instanceof ObjectNode given) {
            facts.setAll(given);
        }
        return JSON.treeToValue(facts, Facts.class).json();
    }
}
