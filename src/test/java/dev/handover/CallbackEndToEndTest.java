package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.Address;
import jakarta.mail.Header;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From the bytes that OpenIM sends to the mail, the Slack message and the audit's line. */
@EverythingConfigured
class CallbackEndToEndTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Autowired
    private Running handover;

    @Autowired
    private GreenMail mail;

    @Autowired
    private SlackStub slack;

    @Autowired
    private ProducerTemplate queues;

    @Test
    void tellsEverybodyAboutTheRequestThatOpenIMReallySends() throws Exception {
        byte[] request = getClass().getResourceAsStream("/transfer-request.http").readAllBytes();
        assertStored(handover.send(request));
        JsonNode event = handover.accepted("G12345");

        assertThat(event.path("operationID").asText()).isEqualTo("op-24094-0");
        assertThat(event.path("oldOwnerUserID").asText()).isEqualTo("userOld123");
        assertThat(event.path("newOwnerUserID").asText()).isEqualTo("userNew456");
        assertThat(event.path("version").asInt()).isEqualTo(1);
        assertThat(UUID.fromString(event.path("id").asText()).version()).isEqualTo(7);
        assertThat(event.path("acceptedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        handover.assertAuditIsWhole();

        List<MimeMessage> mails = mails(event);
        assertThat(mails.stream().map(one -> Mails.header(one, "To")[0]))
                .containsExactlyInAnyOrder("Ann <ann@example.org>", "bob@example.org");
        for (MimeMessage one : mails) {
            assertThat(one.getSubject()).isEqualTo("Group G12345 has a new owner: userNew456");
            assertThat(one.getFrom()).extracting(Address::toString).containsExactly("Handover <handover@example.org>");
            assertThat(one.getMessageID()).startsWith("<" + event.path("id").asText() + ".").endsWith("@example.org>");
            assertThat(Mails.text(one)).contains("G12345", "userOld123", "userNew456", "UTC", "op-24094-0");
            assertThat(Mails.html(one)).contains("G12345", "userOld123", "userNew456", "UTC", "op-24094-0");
        }
        assertThat(mails).extracting(one -> one.getMessageID()).doesNotHaveDuplicates();

        JsonNode message = message(event);
        assertThat(message.path("text").asText())
                .isEqualTo("Group G12345 has a new owner: userNew456 (before: userOld123)");
        assertThat(message.at("/blocks/0/type").asText()).isEqualTo("header");
        assertThat(message.path("blocks").toString()).contains("G12345", "userOld123", "userNew456", "UTC");
        assertThat(message.has("channel")).isFalse();
        assertThat(message.has("username")).isFalse();
    }

    @Test
    void postsToSlackAgainWhenSlackAllows() {
        slack.answerNext(429, Map.of("Retry-After", "2"), "rate limited");
        String group = Callbacks.newGroup();
        assertStored(send(group));
        JsonNode event = handover.accepted(group);
        handover.eventually(() -> assertThat(posts(event)).hasSize(2));
        List<SlackStub.Post> posts = posts(event);
        assertThat(posts).extracting(SlackStub.Post::status).containsExactly(429, 200);
        // The first delay of this set-up is 200 ms; Slack asked for more.
        assertThat(posts.get(1).nanoTime() - posts.get(0).nanoTime()).isGreaterThan(1_900_000_000L);
        assertThat(mails(event)).as("mails, which had no failure").hasSize(2);
    }

    @Nested
    class DeliversExactlyTheText {

        @Test
        void ofIDsThatWouldSteerAMailOrSlackOrATemplate() throws Exception {
            String group = Callbacks.newGroup() + "\r\nBcc: evil@example.org\r\n\r\n<!channel> @here";
            String old = "${7*7} {{user}} ${body} ${sys:user.home} #{7*7} <b>\"quoted\"</b> 'single' \\ & <@U123|ann>";
            String successor = "😀".repeat(256);
            assertStored(handover.send(callback(group, old, successor)));
            JsonNode event = handover.accepted(group);
            assertThat(event.path("oldOwnerUserID").asText()).isEqualTo(old);
            assertThat(event.path("newOwnerUserID").asText()).isEqualTo(successor);
            handover.assertAuditIsWhole();

            List<MimeMessage> mails = mails(event);
            assertThat(mails).hasSize(2);
            for (MimeMessage one : mails) {
                assertOrdinaryHeaders(one);
                assertThat(Mails.text(one)).contains(old, successor, "\\r\\nBcc: evil@example.org\\r\\n\\r\\n<!channel>");
                assertThat(Mails.html(one))
                        .contains("${7*7} {{user}} ${body} ${sys:user.home} #{7*7} &lt;b&gt;&quot;quoted&quot;")
                        .doesNotContain("<b>", "<!channel>", "<@U123");
            }
            JsonNode message = message(event);
            assertThat(message.path("text").asText()).doesNotContain("<", ">", "@", "\r", "\n");
            assertThat(message.findValuesAsText("type")).doesNotContain("mrkdwn", "user", "broadcast", "link", "usergroup");
            assertThat(message.path("blocks").findValuesAsText("text")).contains(old);
        }

        @Test
        void ofAnOperationIDBeyondASCII() {
            String group = Callbacks.newGroup();
            assertStored(handover.send(callback(group, "a", "b").header("Operationid", "öp-😀")));
            assertThat(handover.accepted(group).path("operationID").asText()).isEqualTo("öp-😀");
        }

        @Test
        void whateverHeadersTheCallerSends() throws Exception {
            String group = Callbacks.newGroup();
            RawRequest request = callback(group, "a", "b");
            for (String name : List.of(
                    "To", "Cc", "Bcc", "From", "Reply-To", "recipient", "mail.smtp.from", "eventID", "id", "kind")) {
                request = request.header(name, "evil@example.org");
            }
            for (String name : List.of(
                    "Subject", "CamelFileName", "CamelHttpUri", "CamelHttpPath", "CamelHttpMethod", "CamelJmsDestinationName",
                    "CamelCharsetName", "JMSReplyTo", "JMSXGroupID", "_AMQ_DUPL_ID", "_AMQ_SCHED_DELIVERY", "attempts",
                    "firstAttempt", "mail.smtp.host", "mail.smtp.port", "contentType", "CamelSlackChannel", "breadcrumbId")) {
                request = request.header(name, "1");
            }
            assertStored(handover.send(request));
            JsonNode event = handover.accepted(group);
            List<MimeMessage> mails = mails(event);
            assertThat(mails.stream().map(one -> Mails.header(one, "To")[0]))
                    .containsExactlyInAnyOrder("Ann <ann@example.org>", "bob@example.org");
            for (MimeMessage one : mails) {
                assertOrdinaryHeaders(one);
                assertThat(one.getSubject()).isEqualTo("Group " + group + " has a new owner: b");
            }
            assertThat(message(event).has("channel")).isFalse();
            assertThat(handover.files("outbox")).isEmpty();
        }

        @Test
        void whateverHeadersAreOnTheQueue() throws Exception {
            String group = Callbacks.newGroup();
            assertStored(send(group));
            JsonNode event = handover.accepted(group);
            Map<String, Object> headers = Map.of(
                    "recipient", "ann@example.org", "To", "evil@example.org", "Bcc", "evil@example.org", "Subject", "x",
                    "mail.smtp.host", "127.0.0.2", "mail.smtp.port", "1", "mail.smtp.from", "evil@example.org");
            queues.sendBodyAndHeaders("jms:transfers.email", event.toString(), headers);
            String id = event.path("id").asText();
            handover.eventually(() -> assertThat(Mails.about(id, mail)).hasSize(3));
            for (MimeMessage one : Mails.about(id, mail)) {
                assertOrdinaryHeaders(one);
                assertThat(one.getSubject()).contains(group);
            }
        }

        private static void assertOrdinaryHeaders(MimeMessage one) throws Exception {
            assertThat(Collections.list(one.getAllHeaders()).stream().map(Header::getName)).containsExactlyInAnyOrder(
                    "Return-Path", "Received", "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
                    "Auto-Submitted", "X-Auto-Response-Suppress", "X-Handover-Event");
        }
    }

    @Nested
    class TellsEventsApart {

        @Test
        void storesTheSameCallbackOnce() throws Exception {
            String group = Callbacks.newGroup();
            RawRequest request = callback(group, "a", "b");
            assertStored(handover.send(request));
            assertStored(handover.send(request));
            JsonNode event = handover.accepted(group);
            assertThat(message(event)).isNotEmpty();
            assertThat(mails(event)).hasSize(2);
        }

        @Test
        void storesTheSameCallbackOnceWhenItComesManyTimesAtOnce() throws Exception {
            String group = Callbacks.newGroup();
            byte[] request = callback(group, "a", "b").bytes();
            int senders = 8;
            ExecutorService pool = Executors.newFixedThreadPool(senders);
            try {
                CountDownLatch together = new CountDownLatch(senders);
                List<Future<RawHttp.Response>> answers = IntStream.range(0, senders)
                        .mapToObj(i -> pool.submit(() -> {
                            try (RawHttp http = handover.connect()) {
                                together.countDown();
                                together.await();
                                return http.send(request);
                            }
                        }))
                        .toList();
                for (Future<RawHttp.Response> answer : answers) {
                    assertStored(answer.get());
                }
            } finally {
                pool.shutdown();
            }
            handover.accepted(group);
        }

        @Test
        void storesAGroupThatGoesToAndFroEachTime() {
            String group = Callbacks.newGroup();
            assertStored(handover.send(callback(group, "a", "b")));
            assertStored(handover.send(callback(group, "b", "a")));
            assertStored(handover.send(callback(group, "a", "b")));
            handover.accepted(group, 3);
        }

        @Test
        void storesEachCallbackThatHasNoOperationID() {
            String group = Callbacks.newGroup();
            for (String none : Arrays.asList("", "  ", null)) {
                assertStored(handover.send(callback(group, "a", "b").header("Operationid", none)));
            }
            handover.accepted(group, 3);
        }

        @Test
        void storesCallbacksOfOneOperationThatDiffer() {
            String group = Callbacks.newGroup();
            String operation = UUID.randomUUID().toString();
            assertStored(handover.send(callback(group, "a", "bc").header("Operationid", operation)));
            assertStored(handover.send(callback(group, "ab", "c").header("Operationid", operation)));
            handover.accepted(group, 2);
        }
    }

    private RawHttp.Response send(String group) {
        return handover.send(callback(group, "userOld123", "userNew456"));
    }

    private static RawRequest callback(String group, String old, String successor) {
        return RawRequest.callback(Callbacks.body(group, old, successor)).target("/openim" + RawRequest.PATH);
    }

    private JsonNode message(JsonNode event) throws Exception {
        handover.eventually(() -> assertThat(posts(event)).isNotEmpty());
        List<SlackStub.Post> posts = posts(event);
        assertThat(posts).extracting(SlackStub.Post::path).containsExactly(EverythingConfigured.WEBHOOK);
        return JSON.readTree(posts.get(0).body());
    }

    private List<MimeMessage> mails(JsonNode event) {
        String id = event.path("id").asText();
        handover.eventually(() -> assertThat(Mails.about(id, mail)).hasSizeGreaterThanOrEqualTo(2));
        return Mails.about(id, mail);
    }

    private List<SlackStub.Post> posts(JsonNode event) {
        return slack.posts().stream().filter(post -> post.body().contains(event.path("id").asText())).toList();
    }
}
