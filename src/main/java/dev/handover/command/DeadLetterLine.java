package dev.handover.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.handover.audit.VisibleText;

/** How a dead letter is written on a terminal: what a caller or a server sent cannot steer it. */
final class DeadLetterLine {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    private DeadLetterLine() {}

    static String of(String destination, JsonNode letter) {
        String recipient = letter.path("recipient").asText();
        return String.join(
                "  ",
                destination,
                letter.path("eventID").asText("-"),
                letter.path("reason").asText(),
                "attempts " + letter.path("attempts").asInt(),
                "first " + letter.path("firstAttempt").asText("-"),
                "last " + letter.path("lastAttempt").asText("-"),
                (recipient.isEmpty() ? "" : "to " + VisibleText.of(recipient) + "  ")
                        + letter.path("failure").asText("-"));
    }

    static String json(JsonNode letters) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(letters);
    }
}
