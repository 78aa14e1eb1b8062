package dev.handover;

import static dev.handover.Envelopes.assertFailure;
import static dev.handover.Envelopes.assertStored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What secrets guard, and that nothing shows them. */
@Guarded
class GuardedTest {

    @Autowired
    private Running handover;

    @Autowired
    private GreenMail mail;

    @Autowired
    private SlackStub slack;

    @ParameterizedTest
    @ValueSource(strings = {Guarded.PATH, "//some//secret-path/"})
    void takesACallbackAtThePathWithTheCredentials(String path) {
        assertStored(handover.send(callback(Callbacks.newGroup(), path)));
    }

    @Test
    void postsToTheChannelWithTheToken() {
        String group = Callbacks.newGroup();
        assertStored(handover.send(callback(group, Guarded.PATH)));
        awaitPosts(group, 1);
        SlackStub.Post post = posts(group).get(0);
        assertThat(post.path()).isEqualTo("/api/chat.postMessage");
        assertThat(post.body()).contains("channel=%23ops");
    }

    @Test
    void postsAgainWhenSlackSaysThatItMayPass() {
        slack.answerNext(200, Map.of(), "{\"ok\": false, \"error\": \"internal_error\"}");
        slack.answerNext(503, Map.of(), "");
        String group = Callbacks.newGroup();
        RawRequest request = callback(group, Guarded.PATH);
        assertStored(handover.send(request));
        awaitPosts(group, 3);
        handover.awaitFirstFailed("slack", request.operationID(), "");
        assertNoSecretIsLogged();
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @ValueSource(strings = {
            "/", "/some/", "/some/secret-path/x/", "/x/some/secret-path/", "/some/secret-pat/", "/some/SECRET-path/",
            "/some/x/../secret-path/", "/some/%73ecret-path/", "/some/secret-path;a/", "/openim/"
        })
        void anotherPath(String prefix) {
            RawRequest request = callback(Callbacks.newGroup(), prefix);
            assertFailure(
                    handover.send(request), 404, 5003, "No handler for this command", "Nothing is served at this path");
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "openim:wrong", "other:" + Guarded.PASSWORD, "openim", "", "openim:" + Guarded.PASSWORD + " ", "OpenIM:" + Guarded.PASSWORD
        })
        void otherCredentials(String credentials) {
            RawRequest request = callback(Callbacks.newGroup(), Guarded.PATH).header("Authorization", basic(credentials));
            assertUnauthorized(handover.send(request));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Basic", "Basic *", "Bearer " + Guarded.PASSWORD, "Digest username=\"openim\""})
        void whatIsNoBasicAuthentication(String authorization) {
            RawRequest request = callback(Callbacks.newGroup(), Guarded.PATH).header("Authorization", authorization);
            assertUnauthorized(handover.send(request));
        }

        @Test
        void noCredentials() {
            RawRequest request = callback(Callbacks.newGroup(), Guarded.PATH).header("Authorization", null);
            assertUnauthorized(handover.send(request));
            assertUnauthorized(handover.send(request.method("GET")));
            assertUnauthorized(handover.send(request.target(Guarded.PATH + "/callbackAfterJoinGroupCommand")));
        }

        private static void assertUnauthorized(RawHttp.Response answer) {
            assertFailure(
                    answer, 401, 5004, "Wrong or missing credentials", "Send the user and password that Handover was given");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Basic realm=");
        }
    }

    @Nested
    class SendsNoMail {

        @Test
        void toAServerWithoutSTARTTLSAndKeepsIt() {
            String group = Callbacks.newGroup();
            assertStored(handover.send(callback(group, Guarded.PATH)));
            handover.eventually(() -> assertThat(handover.audited(group)).hasSize(1));
            String event = handover.audited(group).get(0).path("id").asText();
            handover.awaitFailed("email", 2, event, "");
            assertThat(mail.getReceivedMessages()).isEmpty();
            assertThat(handover.queued("transfers.email")).isPositive();
            assertThat(handover.queued("dead.transfers.email")).isZero();
            assertNoSecretIsLogged();
        }
    }

    private void assertNoSecretIsLogged() {
        assertThat(handover.logged()).isNotEmpty().noneMatch(line -> List.of(
                        Guarded.PATH, Guarded.PASSWORD, Guarded.TOKEN, Guarded.MAIL_PASSWORD)
                .stream()
                .anyMatch(line::contains));
    }

    private void awaitPosts(String group, int count) {
        handover.eventually(() -> assertThat(posts(group)).hasSize(count));
    }

    private List<SlackStub.Post> posts(String group) {
        return slack.posts().stream().filter(post -> post.body().contains(group)).toList();
    }

    private static RawRequest callback(String group, String prefix) {
        return RawRequest.callback(Callbacks.body(group))
                .target(prefix.replaceAll("/$", "") + RawRequest.PATH)
                .header("Authorization", basic("openim:" + Guarded.PASSWORD));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }
}
