package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import java.util.List;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;

/** A caller's trace context on its way to the destinations, without spans of our own. */
@Impatient
class TraceparentTest {

    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final List<String> NONE = List.of(
            "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            TRACEPARENT + "-00",
            TRACEPARENT + "\r\ntraceparent: " + TRACEPARENT,
            "X-Evil: 1",
            "");

    @Autowired
    private Running handover;

    @Autowired
    private EmbeddedActiveMQ broker;

    @Autowired
    private ScriptedSmtp smtp;

    @Autowired
    @Qualifier("backendStub")
    private SlackStub backend;

    @Autowired
    private ApplicationContext context;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.handover");
    private DeadLetterBox letters;

    @BeforeEach
    void opensTheLetters() {
        letters = new DeadLetterBox(handover, broker);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void recovers() throws Exception {
        logger.detachAppender(lines);
        backend.behave();
        letters.awaitIdle();
        letters.burn();
    }

    @Test
    void goesWithEveryAttemptAndAReplay() throws Exception {
        backend.answerAlways(503, "later");
        String group = send(TRACEPARENT);
        letters.await("app-backend", 1);
        backend.behave();
        assertThat(letters.replay("app-backend")).isEqualTo(1);
        handover.eventually(() -> assertThat(posts(group)).hasSize(Impatient.ATTEMPTS + 1));
        assertThat(posts(group)).allSatisfy(post -> assertThat(post.headers())
                .containsEntry("traceparent", TRACEPARENT)
                .doesNotContainKeys("tracestate", "baggage"));
    }

    @Test
    void isInEachLogLineAboutTheEventAndInNoMail() throws Exception {
        String group = send(TRACEPARENT);
        letters.awaitIdle();
        String id = handover.audited(group).get(0).path("id").asText();
        List<String> mentioned = List.of("Accepted event", "audit: delivered", "email: delivered", "slack: delivered", "app-backend: delivered");
        handover.eventually(() -> assertThat(mentioned).allSatisfy(text -> assertThat(List.copyOf(lines.list))
                .filteredOn(line -> line.getFormattedMessage().startsWith(text) && line.getFormattedMessage().contains(id))
                .isNotEmpty()
                .allMatch(line -> line.getKeyValuePairs().stream()
                        .anyMatch(pair -> pair.key.equals("traceparent") && pair.value.equals(TRACEPARENT)))));
        assertThat(smtp.mails()).filteredOn(mail -> mail.content().contains(group))
                .hasSize(2)
                .noneMatch(mail -> mail.content().contains("traceparent"));
    }

    @Test
    void isIgnoredUnlessItIsOfTheExactForm() throws Exception {
        List<String> groups = NONE.stream().map(this::send).toList();
        groups.forEach(group -> handover.eventually(() -> assertThat(posts(group)).hasSize(1)));
        groups.forEach(group -> assertThat(posts(group).get(0).headers()).doesNotContainKey("traceparent"));
    }

    @Test
    void needsNothingOfOpenTelemetry() {
        assertThat(context.getBeanNamesForType(OpenTelemetry.class)).isEmpty();
        assertThat(context.getBeanNamesForType(TracerProvider.class)).isEmpty();
    }

    private String send(String traceparent) {
        String group = Callbacks.newGroup();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))
                .header("traceparent", traceparent)
                .header("tracestate", "vendor=1")
                .header("baggage", "user=1")));
        return group;
    }

    private List<SlackStub.Post> posts(String group) {
        return backend.posts().stream().filter(post -> post.body().contains(group)).toList();
    }
}
