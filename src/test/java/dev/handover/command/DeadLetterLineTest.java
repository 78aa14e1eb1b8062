package dev.handover.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class DeadLetterLineTest {

    @Test
    void cannotBeTurnedAroundByARecipient() {
        ObjectNode letter = JsonNodeFactory.instance.objectNode()
                .put("eventID", "e1").put("reason", "rejected").put("attempts", 1)
                .put("firstAttempt", "f").put("lastAttempt", "l").put("failure", "no such user")
                .put("recipient", "\"\u202e\u001b[2JZoë\" <a@evil.example>");
        assertThat(DeadLetterLine.of("email", letter)).isEqualTo(
                "email  e1  rejected  attempts 1  first f  last l  to \"\\u202e\\u001b[2JZoë\" <a@evil.example>  no such user");
    }
}
