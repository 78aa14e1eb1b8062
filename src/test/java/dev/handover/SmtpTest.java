package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handover.ScriptedSmtp.Mail;
import dev.handover.ScriptedSmtp.Phase;
import dev.handover.ScriptedSmtp.Script;
import java.time.Duration;
import java.util.List;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Mail through a server that refuses, hangs and breaks off wherever it can. */
@Impatient
class SmtpTest {

    private static final String ANN = "ann@example.org";
    private static final String BOB = "bob@example.org";

    @Autowired
    private Running handover;

    @Autowired
    private ScriptedSmtp smtp;

    @Autowired
    private EmbeddedActiveMQ broker;

    private DeadLetterBox letters;
    private final String group = Callbacks.newGroup();

    @BeforeEach
    void opensTheLetters() {
        letters = new DeadLetterBox(handover, broker);
    }

    @AfterEach
    void recovers() throws Exception {
        smtp.behave();
        letters.awaitIdle();
        letters.burn();
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 451 4.7.1 greylisted", "MAIL, 452 4.3.1 full", "DATA, 421 4.3.2 going down", "CONTENT, 451 4.3.0 later", "AUTH, 535 5.7.8 no"})
    void isSentAgainWhenTheServerMayTakeItLater(Phase phase, String answer) throws Exception {
        smtp.follow(Script.once(phase, answer));
        send();
        awaitMails(2);
        handover.awaitFailed("email", 1, eventID(), phase == Phase.AUTH ? "authentication" : "server-error");
        assertOneEach();
    }

    @ParameterizedTest
    @CsvSource({"RCPT, 550 5.1.1 nobody", "MAIL, 550 5.7.1 not you", "DATA, 554 5.5.1 no", "CONTENT, 554 5.7.1 spam"})
    void isADeadLetterAtOnceWhenTheServerNeverTakesIt(Phase phase, String answer) throws Exception {
        smtp.follow(Script.always(phase, answer));
        send();
        assertThat(letters.await("email", 2)).allSatisfy(letter -> {
            assertThat(letter.path("reason").asText()).isEqualTo("rejected");
            assertThat(letter.path("attempts").asInt()).isEqualTo(1);
            assertThat(letter.path("failure").asText()).contains(answer);
        });
        assertThat(mails()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NOOP", "QUIT"}, mode = EnumSource.Mode.EXCLUDE)
    void isSentAgainWhenTheServerHangs(Phase phase) throws Exception {
        smtp.follow(Script.once(phase, ScriptedSmtp.HANGS));
        send();
        handover.awaitFailed("email", 1, eventID(), "timeout");
        // A server that hangs after the final dot may have taken the mail: then it comes twice.
        awaitMails(phase == Phase.CONTENT ? 3 : 2);
        assertOneMessageIDEach();
        assertThat(letters.of("email")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"NOOP", "QUIT"}, mode = EnumSource.Mode.EXCLUDE)
    void isSentAgainWhenTheServerDropsTheConnection(Phase phase) throws Exception {
        smtp.follow(Script.once(phase, ScriptedSmtp.DROPS));
        send();
        awaitMails(phase == Phase.CONTENT ? 3 : 2);
        assertOneMessageIDEach();
        assertThat(letters.of("email")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ScriptedSmtp.HANGS, ScriptedSmtp.DROPS, "500 what"})
    void isSentOnceWhateverTheServerSaysToTheGoodbye(String answer) throws Exception {
        smtp.follow(Script.always(Phase.QUIT, answer));
        send();
        awaitMails(2);
        assertOneEach();
    }

    @Test
    void reachesTheOthersOnceWhenOneRecipientIsRefused() throws Exception {
        smtp.follow((phase, line) -> phase == Phase.RCPT && line.contains(BOB) ? "550 5.1.1 nobody" : null);
        send();
        JsonNode letter = letters.await("email", 1).get(0);
        assertThat(letter.path("recipient").asText()).contains(BOB);
        letters.awaitIdle();
        assertThat(mails()).extracting(Mail::recipient).containsExactly(ANN);

        smtp.behave();
        assertThat(letters.replay("email")).isEqualTo(1);
        letters.awaitIdle();
        assertThat(mails()).extracting(Mail::recipient).containsExactly(ANN, BOB);
    }

    private void send() {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
    }

    private String eventID() {
        await().until(() -> !handover.audited(group).isEmpty());
        return handover.audited(group).get(0).path("id").asText();
    }

    private List<Mail> mails() {
        return smtp.mails().stream().filter(mail -> mail.content().contains(group)).toList();
    }

    private void awaitMails(int count) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(mails()).hasSize(count));
    }

    private void assertOneEach() throws Exception {
        letters.awaitIdle();
        assertThat(mails()).extracting(Mail::recipient).containsExactlyInAnyOrder(ANN, BOB);
        assertThat(letters.of("email")).isEmpty();
    }

    /** Mails to one recipient are told to be the same. */
    private void assertOneMessageIDEach() {
        letters.awaitIdle();
        assertThat(mails().stream().map(mail -> mail.recipient() + mail.header("Message-ID")).distinct()).hasSize(2);
        assertThat(mails().stream().map(mail -> mail.header("Message-ID")).distinct()).hasSize(2);
    }
}
