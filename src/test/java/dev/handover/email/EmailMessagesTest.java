package dev.handover.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import dev.handover.GoldenFile;
import dev.handover.LocalMail;
import dev.handover.Notices;
import dev.handover.SampleEvents;
import dev.handover.callback.Event;
import dev.handover.template.MessagesSettings;
import dev.handover.template.Notice;
import dev.handover.template.TemplateFailure;
import dev.handover.template.Templates;
import jakarta.mail.Header;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailMessagesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T02:50:40Z");
    private static final InternetAddress ANN = EmailAddresses.one("Ann <Ann@example.org>");

    private final EmailMessages messages = new EmailMessages(
            new Templates(null, ZoneOffset.UTC),
            EmailAddresses.one("Handover <handover@mail.example.com>"),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "ids, en", "confirmed, en", "contradicted, en", "hostile, en", "ids, zh", "confirmed, zh", "contradicted, zh", "hostile, zh"
    })
    void saysWhatTheGoldenFilesSay(String kind, String language) throws Exception {
        MimeMessage read = read(EmailMessages.eml(messages.message(Notices.of(kind, language), ANN)));
        GoldenFile.assertSame("email." + kind + "." + language + ".subject", read.getSubject() + "\n");
        GoldenFile.assertSame("email." + kind + "." + language + ".txt", part(read, 0));
        GoldenFile.assertSame("email." + kind + "." + language + ".html", part(read, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void evaluatesAndMarksUpNothingThatAnybodyNamed(String language) throws Exception {
        MimeMessage read = read(EmailMessages.eml(messages.message(Notices.of("hostile", language), ANN)));
        for (String text : List.of(read.getSubject(), part(read, 0), part(read, 1))) {
            assertThat(text).doesNotContain("49", "\u202E", "\u200B", "NNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNNN");
        }
        assertThat(part(read, 0)).contains("${7*7}");
        assertThat(read.getSubject()).doesNotContain("\r", "\n");
        assertThat(read.getHeader("Bcc")).isNull();
        assertThat(part(read, 1)).doesNotContain("<b>", "<script", "<a ", "<img");
    }

    @ParameterizedTest
    @CsvSource({"en, '[Test] ', '[Test] '", "zh, 【测试】, 【测试】"})
    void marksATest(String language, String subject, String text) throws Exception {
        MimeMessage read = read(EmailMessages.eml(messages.message(Notices.test(language), ANN)));
        assertThat(read.getSubject()).startsWith(subject);
        assertThat(part(read, 0)).startsWith(text);
        assertThat(part(read, 1)).contains("class=\"test\"");
    }

    @Test
    void showsAPictureOnlyFromWhereTheSettingsSay() throws Exception {
        MessagesSettings settings =
                new MessagesSettings(ZoneOffset.UTC, "en", "it@example.org", List.of("https://cdn.example.org/"));
        EmailMessages shown = new EmailMessages(new Templates(null, settings), ANN, Clock.systemUTC());
        MimeMessage read = read(EmailMessages.eml(shown.message(Notices.of("confirmed", "en"), ANN)));
        assertThat(part(read, 1)).contains("<img src=\"https://cdn.example.org/face.png\" alt=\"\"").contains("ask it@example.org.");
        assertThat(part(read(EmailMessages.eml(messages.message(Notices.of("confirmed", "en"), ANN))), 1)).doesNotContain("<img");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ordinary", "hostile"})
    void holdsExactlyTheHeadersThatItShould(String kind) throws Exception {
        MimeMessage read = read(EmailMessages.eml(messages.message(Notice.of(event(kind)), ANN)));
        assertThat(Collections.list(read.getAllHeaders()).stream().map(Header::getName)).containsExactlyInAnyOrder(
                "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "Auto-Submitted",
                "X-Auto-Response-Suppress", "X-Handover-Event");
        assertThat(read.getHeader("From")).containsExactly("Handover <handover@mail.example.com>");
        assertThat(read.getHeader("To")).containsExactly("Ann <Ann@example.org>");
        assertThat(read.getSentDate()).isEqualTo(NOW);
        assertThat(read.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(read.getHeader("X-Handover-Event")).containsExactly("019ab3c2-1f00-7abc-8def-0123456789ab");
        assertThat(read.getContentType()).startsWith("multipart/alternative;");
        assertThat(((MimeMultipart) read.getContent()).getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(((MimeMultipart) read.getContent()).getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    }

    @Test
    void namesNobodyWhenThereIsNoRecipient() throws Exception {
        MimeMessage message = messages.message(Notice.of(SampleEvents.ordinary()));
        assertThat(message.getHeader("To")).containsExactly("undisclosed-recipients:;");
        assertThat(message.getMessageID()).isEqualTo("<019ab3c2-1f00-7abc-8def-0123456789ab@mail.example.com>");
    }

    @Test
    void keepsOneMessageIDForAnEventAndARecipient() throws Exception {
        MimeMessage message = messages.message(Notice.of(SampleEvents.ordinary()), ANN);
        String first = message.getMessageID();
        // The first 16 digits of: printf ann@example.org | sha256sum
        assertThat(first).isEqualTo("<019ab3c2-1f00-7abc-8def-0123456789ab.438c4c7afe600cdf@mail.example.com>");
        message.saveChanges();
        assertThat(message.getMessageID()).isEqualTo(first);
        InternetAddress again = EmailAddresses.one("ANN@EXAMPLE.ORG");
        InternetAddress bob = EmailAddresses.one("bob@example.org");
        assertThat(messages.message(Notice.of(SampleEvents.hostile()), again).getMessageID()).isEqualTo(first);
        assertThat(messages.message(Notice.of(SampleEvents.ordinary()), bob).getMessageID()).isNotEqualTo(first);
    }

    @Test
    void writesLegalLines() {
        for (Event event : List.of(SampleEvents.ordinary(), SampleEvents.hostile())) {
            String eml = new String(EmailMessages.eml(messages.message(Notice.of(event))), ISO_8859_1);
            assertThat(eml.replace("\r\n", "")).doesNotContain("\r", "\n").matches("\\p{ASCII}+");
            assertThat(eml.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(998));
        }
    }

    @Test
    void letsNoEventIDIntoAHeaderAsMoreThanAnID() throws Exception {
        Event event = new Event(1, "1\r\nBcc: x@y", NOW, "", "g", "o", "n");
        assertThat(messages.message(Notice.of(event)).getHeader("X-Handover-Event")).containsExactly("1Bccxy");
        assertThat(messages.message(Notice.of(event)).getHeader("Bcc")).isNull();
    }

    @Test
    void refusesARecipientWhoseNameOrAddressWouldBreakAHeader() throws Exception {
        InternetAddress name = new InternetAddress("ann@example.org", "Ann\r\nBcc: x@y");
        InternetAddress address = new InternetAddress();
        address.setAddress("ann@example.org\r\nBcc: x@y");
        assertThatThrownBy(() -> messages.message(Notice.of(SampleEvents.ordinary()), name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> messages.message(Notice.of(SampleEvents.ordinary()), address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failsWithItsTemplate(@TempDir Path routes) throws Exception {
        Files.writeString(Files.createDirectory(routes.resolve("templates")).resolve("email.en.html.ftlh"), "${nothing}");
        EmailMessages broken = new EmailMessages(new Templates(routes, ZoneOffset.UTC), ANN, Clock.systemUTC());
        assertThatThrownBy(() -> broken.message(Notice.of(SampleEvents.ordinary())))
                .isInstanceOf(TemplateFailure.class)
                .hasMessage("Template email.en.html.ftlh: line 1: cannot evaluate nothing");
    }

    @Test
    void goesThroughCamelMailUnchanged() throws Exception {
        MimeMessage message = messages.message(Notice.of(SampleEvents.hostile()), ANN);
        GreenMail server = new GreenMail(LocalMail.on(0));
        server.start();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            String endpoint = "smtp://127.0.0.1:" + server.getSmtp().getPort() + "?to=other@example.org&subject=other";
            camel.createProducerTemplate().sendBodyAndHeader(endpoint, message, "To", "x@example.org");
            assertThat(server.getReceivedMessages()).hasSize(1);
            MimeMessage received = server.getReceivedMessages()[0];
            assertThat(received.getHeader("To")).containsExactly("Ann <Ann@example.org>");
            assertThat(received.getMessageID()).isEqualTo(message.getMessageID());
            assertThat(received.getSubject()).isEqualTo(message.getSubject());
            assertThat(received.getSentDate()).isEqualTo(NOW);
            assertThat(part(received, 0)).isEqualTo(part(message, 0));
        } finally {
            server.stop();
        }
    }

    private static Event event(String kind) {
        return kind.equals("hostile") ? SampleEvents.hostile() : SampleEvents.ordinary();
    }

    private static MimeMessage read(byte[] eml) throws Exception {
        return new MimeMessage(null, new ByteArrayInputStream(eml));
    }

    private static String part(MimeMessage message, int index) throws Exception {
        var part = ((MimeMultipart) message.getContent()).getBodyPart(index);
        return new String(part.getInputStream().readAllBytes(), UTF_8).replace("\r\n", "\n");
    }
}
