package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.internet.MimeMessage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Where everything goes while nothing is configured. */
@NothingConfigured
class OutboxTest {

    @Autowired
    private Running handover;

    @Test
    void holdsTheMailAsAFileThatAMailProgramOpens() throws Exception {
        JsonNode event = send();
        Path file = handover.data().resolve("outbox/email").resolve(event.path("id").asText() + ".eml");
        handover.eventually(() -> assertThat(file).exists());
        try (InputStream eml = Files.newInputStream(file)) {
            MimeMessage mail = new MimeMessage(null, eml);
            assertThat(mail.getHeader("To")).containsExactly("undisclosed-recipients:;");
            assertThat(mail.getSubject()).isEqualTo("Group " + event.path("groupID").asText() + " has a new owner: userNew456");
            assertThat(mail.getHeader("From")).containsExactly("Handover <handover@localhost>");
            assertThat(mail.getSentDate()).isNotNull();
            assertThat(mail.getHeader("Message-ID")).hasSize(1);
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(Mails.text(mail)).contains(event.path("groupID").asText());
            assertThat(Mails.html(mail)).contains(event.path("groupID").asText());
        }
    }

    @Test
    void holdsTheSlackMessageAsJson() throws Exception {
        JsonNode event = send();
        Path file = handover.data().resolve("outbox/slack").resolve(event.path("id").asText() + ".json");
        handover.eventually(() -> assertThat(file).exists());
        JsonNode message = new ObjectMapper().readTree(file.toFile());
        assertThat(message.path("text").asText()).contains(event.path("groupID").asText());
        assertThat(message.path("blocks").isArray()).isTrue();
        assertThat(message.has("channel")).isFalse();
    }

    @Test
    void holdsNoFileThatIsNotFinished() {
        send();
        handover.eventually(() -> {
            assertThat(handover.files("outbox/email")).isNotEmpty().allMatch(file -> file.toString().endsWith(".eml"));
            assertThat(handover.files("outbox/slack")).isNotEmpty().allMatch(file -> file.toString().endsWith(".json"));
        });
    }

    @Test
    void isToldAtTheStartAndInHealth() throws Exception {
        String email = "writes to " + handover.data().resolve("outbox/email") + "; set SMTP_HOST and MAIL_TO to send";
        String slack = "writes to " + handover.data().resolve("outbox/slack")
                + "; set SLACK_WEBHOOK_URL, or SLACK_TOKEN and SLACK_CHANNEL, to send";
        String audit = "writes to " + handover.data().resolve("audit");
        assertThat(handover.logged()).contains("email: " + email, "slack: " + slack, "audit: " + audit);
        JsonNode health = handover.manage("/actuator/health");
        assertThat(health.path("status").asText()).isEqualTo("UP");
        JsonNode details = health.at("/components/destinations/details");
        assertThat(details.path("email").path("goes").asText()).isEqualTo(email);
        assertThat(details.path("slack").path("goes").asText()).isEqualTo(slack);
        assertThat(details.path("audit").path("goes").asText()).isEqualTo(audit);
        assertThat(handover.manage("/actuator/health/readiness").path("status").asText()).isEqualTo("UP");
    }

    private JsonNode send() {
        String group = Callbacks.newGroup();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        return handover.accepted(group);
    }
}
