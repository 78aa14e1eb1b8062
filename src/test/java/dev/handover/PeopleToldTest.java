package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** Who got what, in which language, from the callback to the mail server and to Slack. */
@TellingPeople
class PeopleToldTest {

    @Autowired
    private Running handover;

    @Autowired
    private OpenIMStub openim;

    @Autowired
    private ScriptedSmtp smtp;

    @Autowired
    @Qualifier("slackStub")
    private SlackStub slack;

    @Autowired
    private TellingPeople.RecipientsFile recipients;

    @Autowired
    private EmbeddedActiveMQ broker;

    private final String group = "team-" + Callbacks.newGroup();

    @BeforeEach
    void forgets() {
        smtp.mails().clear();
        slack.posts().clear();
        openim.group(group, "Design", "userNew456:100:明", "ann:60:Ann", "mute:60:Mute", "chat:60:Chat", "nobody:60:N", "x:20:X")
                .user("userOld123", "Zoë")
                .address("chat", "chat@example.org")
                .address("mute", "mute@example.org")
                .address("nobody", "not an address");
    }

    @AfterEach
    void behaves() throws Exception {
        openim.behave();
        smtp.behave();
        slack.behave();
        recipients.write(TellingPeople.RECIPIENTS);
        handover.eventually(() -> assertThat(editOf("recipients")).isEqualTo("in force"));
        new DeadLetterBox(handover, broker).burn();
    }

    @Test
    void eachPersonGetsOneMessageInTheirLanguage() throws Exception {
        send();
        awaitMails(4);
        assertThat(mailed()).containsExactlyInAnyOrder("ming@example.org", "ann@example.org", "chat@example.org", "leads@example.org");
        assertThat(subject("ming@example.org")).isEqualTo("群组“Design（" + shortened() + "）”已更换群主：明（userNew456）");
        assertThat(subject("ann@example.org")).isEqualTo("Group Design (" + shortened() + ") has a new owner: 明 (userNew456)");
        handover.eventually(() -> assertThat(channels()).containsExactlyInAnyOrder("#leads", "U0MING"));
        assertThat(text("U0MING")).startsWith("群组“Design");
        assertThat(text("#leads")).startsWith("Group Design");
    }

    @Test
    void moreAreToldInRedWhenOpenIMContradicts() throws Exception {
        openim.group(group, "Design", "somebody:100:S");
        send();
        awaitMails(3);
        assertThat(mailed()).containsExactlyInAnyOrder("ming@example.org", "leads@example.org", "security@example.org");
        assertThat(subject("security@example.org")).startsWith("Contradicted: ");
        assertThat(subject("ming@example.org")).startsWith("【存疑】");
        handover.eventually(() -> assertThat(channels()).containsExactlyInAnyOrder("#leads", "#security", "U0MING"));
        assertThat(text("#security")).startsWith("🔴");
    }

    @Test
    void aBadAddressNeitherHoldsUpNorRepeatsAnothersMail() throws Exception {
        smtp.follow((phase, line) ->
                phase == ScriptedSmtp.Phase.RCPT && line.contains("ann@example.org") ? "550 5.1.1 no such user" : null);
        send();
        JsonNode letter = new DeadLetterBox(handover, broker).await("email", 1).get(0);
        assertThat(letter.path("recipient").asText()).isEqualTo("ann@example.org");
        assertThat(letter.path("reason").asText()).isEqualTo("rejected");
        awaitMails(3);
        assertThat(mailed()).containsExactlyInAnyOrder("ming@example.org", "chat@example.org", "leads@example.org");
    }

    @Test
    void aReplayTellsTheSameInTheSameWords() throws Exception {
        smtp.follow((phase, line) ->
                phase == ScriptedSmtp.Phase.RCPT && line.contains("ming@example.org") ? "550 5.1.1 no such user" : null);
        send();
        DeadLetterBox letters = new DeadLetterBox(handover, broker);
        letters.await("email", 1);
        smtp.behave();
        letters.replay("email");
        awaitMails(4);
        assertThat(subject("ming@example.org")).isEqualTo("群组“Design（" + shortened() + "）”已更换群主：明（userNew456）");
    }

    @Test
    void aDeadChannelIsADeadLetterOfItsOwn() throws Exception {
        slack.answerNext(200, Map.of(), "{\"ok\": false, \"error\": \"channel_not_found\"}");
        send();
        JsonNode letter = new DeadLetterBox(handover, broker).await("slack", 1).get(0);
        handover.eventually(() -> assertThat(channels()).containsExactlyInAnyOrder("#leads", "U0MING"));
        assertThat(letter.path("recipient").asText()).isIn("#leads", "U0MING");
    }

    @Test
    void everybodyWhoIsKnownWithoutOpenIMIsToldInIDsWhenItIsAway() throws Exception {
        Stream.of("/group/get_groups_info", "/group/get_group_member_list", "/user/get_users_info", "/user/find/full")
                .forEach(path -> openim.answer(path, 500, ""));
        send();
        awaitMails(2);
        assertThat(mailed()).containsExactlyInAnyOrder("ming@example.org", "leads@example.org");
        handover.eventually(() -> assertThat(channels()).containsExactlyInAnyOrder("#leads", "U0MING"));
        assertThat(text("#leads")).contains("userNew456");
    }

    @Test
    void anEditCountsAndABrokenOneIsRefusedAndSaidSo() throws Exception {
        recipients.write(TellingPeople.RECIPIENTS.replace("leads@example.org", "others@example.org"));
        handover.eventually(() -> assertThat(editOf("recipients")).isEqualTo("in force"));
        handover.awaitLogged("recipients: the edit is in force");
        recipients.write("groups: [");
        handover.awaitLogged("recipients: the edit is refused, and what was good stays in force: ");
        assertThat(editOf("recipients")).contains("recipients.yaml, line 1 cannot be read");
        send();
        awaitMails(4);
        assertThat(mailed()).contains("others@example.org").doesNotContain("leads@example.org");
    }

    private String editOf(String name) throws IOException, InterruptedException {
        return handover.manage("/actuator/health").at("/components/edits/details/" + name).asText();
    }

    private void send() {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
    }

    private void awaitMails(int count) {
        handover.eventually(() -> assertThat(mailed()).hasSize(count));
    }

    /** Of this test's event only: another test's may still be under way. */
    private List<String> mailed() {
        String id = handover.audited(group).isEmpty() ? "none" : handover.audited(group).get(0).path("id").asText();
        return smtp.mails().stream().filter(mail -> mail.header("X-Handover-Event").equals(id)).map(ScriptedSmtp.Mail::recipient).map(to -> to.replaceAll("[<>]", "")).toList();
    }

    private String subject(String recipient) throws IOException {
        String content = smtp.mails().stream()
                .filter(mail -> mail.recipient().contains(recipient) && mail.content().contains(handover.audited(group).get(0).path("id").asText()))
                .findFirst()
                .orElseThrow()
                .content();
        String head = content.replace("\r", "").split("\n\n", 2)[0].replaceAll("\n[ \t]+", " ");
        String subject = head.lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElseThrow();
        return MimeUtility.decodeText(subject.substring("Subject: ".length()));
    }

    private List<String> channels() {
        return slack.posts().stream().filter(post -> post.status() == 200 && post.body().contains(group)).map(post -> field(post, "channel")).toList();
    }

    private String text(String channel) {
        return slack.posts().stream()
                .filter(post -> field(post, "channel").equals(channel) && post.body().contains(group))
                .map(post -> field(post, "text"))
                .findFirst()
                .orElseThrow();
    }

    private static String field(SlackStub.Post post, String name) {
        return Stream.of(post.body().split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> URLDecoder.decode(part.substring(name.length() + 1), UTF_8))
                .findFirst()
                .orElse("");
    }

    /** An ID of 32 characters or more is cut in a subject. */
    private String shortened() {
        return group.length() <= 32 ? group : group.substring(0, 31) + "…";
    }
}
