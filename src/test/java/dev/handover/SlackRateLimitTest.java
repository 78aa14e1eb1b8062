package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Slack says how long to wait, one time after the other: 1 s three times, and with {@code -Pcrash} 3 s ten times. */
@EverythingConfigured
class SlackRateLimitTest {

    private static final int SECONDS = Integer.getInteger("slack.retry.after", 1);
    private static final int TIMES = Integer.getInteger("slack.retry.times", 3);

    @Autowired
    private Running handover;

    @Autowired
    private SlackStub slack;

    @Test
    void isObeyedEachTimeAndEachAttemptIsCounted() {
        for (int i = 0; i < TIMES; i++) {
            slack.answerNext(429, Map.of("Retry-After", Integer.toString(SECONDS)), "rate_limited");
        }
        JsonNode event = deliver();
        List<SlackStub.Post> posts = posts(event);
        assertThat(posts).hasSize(TIMES + 1);
        for (int i = 1; i < posts.size(); i++) {
            assertThat(wait(posts, i)).as("wait before attempt " + (i + 1)).isGreaterThanOrEqualTo(Duration.ofSeconds(SECONDS));
        }
        for (int attempt = 1; attempt <= TIMES; attempt++) {
            handover.awaitLogged("slack: attempt " + attempt + " for event " + event.path("id").asText() + " of operation "
                    + event.path("operationID").asText() + " failed (rate-limited");
        }
    }

    @Test
    void isObeyedAsADate() {
        ZonedDateTime until = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(3).withNano(0);
        slack.answerNext(429, Map.of("Retry-After", DateTimeFormatter.RFC_1123_DATE_TIME.format(until)), "");
        List<SlackStub.Post> posts = posts(deliver());
        assertThat(posts).extracting(SlackStub.Post::status).containsExactly(429, 200);
        assertThat(ZonedDateTime.now(ZoneOffset.UTC)).isAfterOrEqualTo(until);
    }

    private JsonNode deliver() {
        String group = Callbacks.newGroup();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group)).target("/openim" + RawRequest.PATH)));
        await().atMost(Duration.ofSeconds(20L + 2L * TIMES * SECONDS))
                .until(() -> slack.posts().stream().anyMatch(post -> post.status() == 200 && post.body().contains(group)));
        return handover.accepted(group);
    }

    private List<SlackStub.Post> posts(JsonNode event) {
        return slack.posts().stream().filter(post -> post.body().contains(event.path("id").asText())).toList();
    }

    private static Duration wait(List<SlackStub.Post> posts, int i) {
        return Duration.ofNanos(posts.get(i).nanoTime() - posts.get(i - 1).nanoTime());
    }
}
