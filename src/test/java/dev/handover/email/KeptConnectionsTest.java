package dev.handover.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.handover.SampleEvents;
import dev.handover.ScriptedSmtp;
import dev.handover.ScriptedSmtp.Phase;
import dev.handover.ScriptedSmtp.Script;
import dev.handover.email.EmailSettings.Security;
import dev.handover.template.Notice;
import dev.handover.template.Templates;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** Which mail goes over which connection, as a mail server on plain sockets sees it. */
class KeptConnectionsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ScriptedSmtp server = new ScriptedSmtp();
    private final List<Phase> seen = new CopyOnWriteArrayList<>();
    private KeptConnections sender;

    @AfterEach
    void stops() throws Exception {
        sender.close();
        server.close();
    }

    @Test
    void carryOneMailAfterTheOther() throws Exception {
        keeping(LONG, (phase, line) -> null);
        sender.send(mail());
        sender.send(mail());
        sender.send(mail());
        assertThat(server.mails()).hasSize(3);
        assertThat(connections()).isEqualTo(1);
    }

    @Test
    void areAsManyAsThereAreMailsAtOnce() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        keeping(LONG, (phase, line) -> phase == Phase.CONTENT ? together(both) : null);
        CompletableFuture<Void> other = CompletableFuture.runAsync(this::sendOne);
        sendOne();
        other.get(10, TimeUnit.SECONDS);
        assertThat(server.mails()).hasSize(2);
        assertThat(connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {ScriptedSmtp.DROPS, ScriptedSmtp.HANGS, "421 4.4.2 idle for too long"})
    void areMadeAgainWhenTheServerHasLeftThem(String answer) throws Exception {
        keeping(LONG, Script.always(Phase.NOOP, answer));
        sender.send(mail());
        sender.send(mail());
        assertThat(server.mails()).hasSize(2);
        assertThat(connections()).isEqualTo(2);
    }

    @Test
    void areLeftAfterAFailure() throws Exception {
        keeping(LONG, (phase, line) -> null);
        sender.send(mail());
        assertThat(connections()).isEqualTo(1);
        following(Script.once(Phase.RCPT, "451 4.7.1 greylisted"));
        assertThatThrownBy(() -> sender.send(mail()))
                .isInstanceOf(MessagingException.class)
                .hasStackTraceContaining("451 4.7.1 greylisted");
        assertThat(connections()).isEqualTo(1);
        sender.send(mail());
        assertThat(server.mails()).hasSize(2);
        assertThat(connections()).isEqualTo(2);
    }

    @Test
    void areLeftAfterTwentyMails() throws Exception {
        keeping(LONG, (phase, line) -> null);
        for (int sent = 0; sent < 20; sent++) {
            sender.send(mail());
        }
        assertThat(connections()).isEqualTo(1);
        sender.send(mail());
        assertThat(server.mails()).hasSize(21);
        assertThat(connections()).isEqualTo(2);
    }

    @Test
    void areClosedWithAGoodbyeWhenNoMailComes() throws Exception {
        keeping(Duration.ofMillis(100), (phase, line) -> null);
        sender.send(mail());
        await().untilAsserted(() -> assertThat(seen).endsWith(Phase.QUIT));
    }

    @Test
    void areClosedWithAGoodbyeAtAStop() throws Exception {
        keeping(LONG, (phase, line) -> null);
        sender.send(mail());
        assertThat(seen).doesNotContain(Phase.QUIT);
        sender.close();
        await().untilAsserted(() -> assertThat(seen).endsWith(Phase.QUIT));
    }

    @Test
    void areNotKeptWhenTheTimeIsZero() throws Exception {
        keeping(Duration.ZERO, (phase, line) -> null);
        sender.send(mail());
        sender.send(mail());
        assertThat(connections()).isEqualTo(2);
        await().untilAsserted(() -> assertThat(seen).filteredOn(Phase.QUIT::equals).hasSize(2));
    }

    private void following(Script script) {
        server.follow((phase, line) -> {
            seen.add(phase);
            return script.answer(phase, line);
        });
    }

    private void keeping(Duration keep, Script script) {
        following(script);
        Duration timeout = Duration.ofSeconds(2);
        sender = new EmailConfiguration().mailSender(
                new EmailSettings(
                        "127.0.0.1", server.port(), "handover", "s3cret", Security.NONE, "", "handover@example.org", "",
                        timeout, timeout, timeout, keep),
                new DefaultSslBundleRegistry());
    }

    private long connections() {
        return seen.stream().filter(Phase.GREETING::equals).count();
    }

    private static String together(CountDownLatch both) {
        both.countDown();
        try {
            return both.await(10, TimeUnit.SECONDS) ? null : "451 4.3.0 alone";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sendOne() {
        try {
            sender.send(mail());
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MimeMessage mail() {
        return new EmailMessages(
                        new Templates(null, ZoneOffset.UTC), EmailAddresses.one("handover@example.org"), Clock.systemUTC())
                .message(Notice.of(SampleEvents.ordinary()), EmailAddresses.one("ann@example.org"));
    }
}
