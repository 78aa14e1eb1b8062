package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What Slack's Web API answers to a token's message, which is 200 for most failures. */
@Guarded
class SlackTokenTest {

    private final String group = Callbacks.newGroup();

    @Autowired
    private Running handover;

    @Autowired
    private SlackStub slack;

    @Autowired
    private EmbeddedActiveMQ broker;

    @AfterEach
    void leavesNoDeadLetters() throws Exception {
        new DeadLetterBox(handover, broker).burn();
    }

    @Test
    void isTriedAgainWhenItSaysTooMany() {
        slack.answerNext(200, Map.of(), "{\"ok\": false, \"error\": \"ratelimited\"}");
        send();
        awaitPosts(2);
        handover.awaitLogged("server-error: HttpFailure: Slack answered ratelimited");
    }

    @Test
    void isTriedAgainNoEarlierThanTold() {
        slack.answerNext(429, Map.of("Retry-After", "2"), "{\"ok\": false, \"error\": \"ratelimited\"}");
        send();
        awaitPosts(2);
        List<SlackStub.Post> posts = posts();
        assertThat(Duration.ofNanos(posts.get(1).nanoTime() - posts.get(0).nanoTime())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        handover.awaitLogged("rate-limited: HttpFailure: Slack answered 429");
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel_not_found", "invalid_auth", "invalid_blocks"})
    void isGivenUpAtOnceWhenItSaysNo(String error) throws Exception {
        slack.answerNext(200, Map.of(), "{\"ok\": false, \"error\": \"" + error + "\"}");
        send();
        assertThat(new DeadLetterBox(handover, broker).await("slack", 1)).allSatisfy(letter -> {
            assertThat(letter.path("reason").asText()).isEqualTo("rejected");
            assertThat(letter.path("attempts").asInt()).isEqualTo(1);
            assertThat(letter.path("failure").asText()).endsWith("Slack answered " + error);
        });
        assertThat(posts()).hasSize(1);
    }

    private void send() {
        String credentials = Base64.getEncoder().encodeToString(("openim:" + Guarded.PASSWORD).getBytes(UTF_8));
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))
                .target(Guarded.PATH + RawRequest.PATH)
                .header("Authorization", "Basic " + credentials)));
    }

    private void awaitPosts(int count) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(posts()).hasSize(count));
    }

    private List<SlackStub.Post> posts() {
        return slack.posts().stream().filter(post -> post.body().contains(group)).toList();
    }
}
