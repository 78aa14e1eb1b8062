package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/** One line an event, one line an outcome, whatever callers send, and the same as JSON. */
@NothingConfigured
class LogTest {

    private static final String HOSTILE = "\u2028\u0085\u202e\u200b\"}{\\ ${jndi:ldap://x} {} %n"
            + "\",\"eventID\":\"forged\",\"log.level\":\"ERROR";

    @Autowired
    private Running handover;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.handover");

    @BeforeEach
    void listens() {
        lines.setContext(logger.getLoggerContext());
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void listensNoMore() {
        logger.detachAppender(lines);
    }

    @Test
    void hasOneLineForAnEventAndOneForEachOutcome() {
        List<String> operations = List.of("op-" + HOSTILE, "x".repeat(3000), "ä😀");
        for (String operation : operations) {
            String group = Callbacks.newGroup() + "\r\n2026-11-24 ERROR forged\u2028" + HOSTILE;
            RawRequest request = RawRequest.callback(Callbacks.body(group, "old\n" + HOSTILE, "new\r" + HOSTILE));
            assertStored(handover.send(request.header("Operationid", operation)));
            String id = handover.accepted(group).path("id").asText();
            handover.eventually(() -> assertThat(about(id)).hasSize(4));
            assertThat(about(id)).extracting(line -> line.getFormattedMessage().replaceAll(" of operation .*", ""))
                    .containsExactlyInAnyOrder("Accepted event " + id, "audit: delivered event " + id, "email: delivered event " + id,
                            "slack: delivered event " + id);
            assertThat(about(id)).allSatisfy(line -> assertThat(line.getFormattedMessage())
                    .hasSizeLessThan(300).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"));
        }
        assertThat(lines.list).noneMatch(line -> line.getFormattedMessage().contains("forged\u2028"));
    }

    @Test
    void isTheSameAsJsonWithNothingAdded() throws Exception {
        String group = Callbacks.newGroup();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group)).header("Operationid", "op-" + HOSTILE)));
        handover.send(RawRequest.callback("{\"\n\u2028" + HOSTILE));
        String id = handover.accepted(group).path("id").asText();
        handover.eventually(() -> assertThat(about(id)).hasSize(4));
        List<JsonNode> outcomes = new ArrayList<>();
        for (JsonNode line : asJson()) {
            assertThat(line.path("log").path("level").asText()).isNotEqualTo("ERROR");
            if (line.path("eventID").asText().equals(id)) {
                assertThat(line.path("operationID").asText()).startsWith("op-").contains("\"eventID\":\"forged\"");
                outcomes.add(line);
            }
        }
        assertThat(outcomes).hasSize(4);
        assertThat(outcomes).extracting(line -> line.path("destination").asText() + line.path("outcome").asText() + line.path("attempt").asText())
                .containsExactlyInAnyOrder("", "auditdelivered1", "emaildelivered1", "slackdelivered1");
    }

    private List<ILoggingEvent> about(String event) {
        return List.copyOf(lines.list).stream().filter(line -> line.getFormattedMessage().contains(event)).toList();
    }

    private List<JsonNode> asJson() throws Exception {
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(logger.getLoggerContext());
        encoder.setFormat("ecs");
        encoder.start();
        List<JsonNode> parsed = new ArrayList<>();
        for (ILoggingEvent line : List.copyOf(lines.list)) {
            String text = new String(encoder.encode(line), UTF_8);
            assertThat(text.strip().lines()).hasSize(1);
            parsed.add(new ObjectMapper().readTree(text));
        }
        return parsed;
    }
}
