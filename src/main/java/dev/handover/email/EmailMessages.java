package dev.handover.email;

import dev.handover.digest.Sha256;
import dev.handover.template.Notice;
import dev.handover.template.TemplateFailure;
import dev.handover.template.Templates;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Date;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Writes the mail about one event to one person: plain text and HTML, both UTF-8, from the templates.
 *
 * <p>The same event to the same recipient has the same Message-ID, however often it is sent, so mail programs can fold
 * a repetition; the Date is the time of writing. Of what a caller sent, only the subject is in a header, encoded.
 * {@code Auto-Submitted} (RFC 3834) keeps holiday replies away. Safe for use by many threads.
 */
public final class EmailMessages {

    static final String SUBJECT = "email.subject.ftl";
    static final String TEXT = "email.txt.ftl";
    static final String HTML = "email.html.ftlh";

    private final Templates templates;
    private final InternetAddress from;
    private final Clock clock;

    /**
     * @param templates what the mail says
     * @param from the sender; its domain also ends the Message-ID
     * @param clock what the Date header is taken from
     */
    public EmailMessages(Templates templates, InternetAddress from, Clock clock) {
        this.templates = templates;
        this.from = from;
        this.clock = clock;
    }

    /**
     * The mail to nobody in particular ({@code To: undisclosed-recipients:;}), for a file, not for sending.
     *
     * @throws TemplateFailure when a template is missing or does not render
     */
    public MimeMessage message(Notice notice) {
        return message(notice, "", "undisclosed-recipients:;");
    }

    /**
     * The mail to one recipient, complete: a sender needs to add nothing.
     *
     * @throws IllegalArgumentException when the recipient is none that {@link EmailAddresses} would take
     * @throws TemplateFailure when a template is missing or does not render
     */
    public MimeMessage message(Notice notice, InternetAddress recipient) {
        String fingerprint = "." + Sha256.fingerprint(recipient.getAddress().toLowerCase(Locale.ROOT));
        return message(notice, fingerprint, EmailAddresses.checked(recipient).toString());
    }

    /**
     * The HTML part of the mail, as a browser shows it.
     *
     * @throws TemplateFailure when the template is missing or does not render
     */
    public String html(Notice notice) {
        return templates.render(HTML, notice);
    }

    /**
     * The message as the bytes of an {@code .eml} file, lines ending in CR LF.
     *
     * @throws IllegalStateException when the message cannot be written, which those made here can
     */
    public static byte[] eml(MimeMessage message) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            return bytes.toByteArray();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException("A mail could not be written", e);
        }
    }

    private MimeMessage message(Notice notice, String fingerprint, String to) {
        // An id is a UUID; whatever else came here cannot break a header.
        String id = notice.event().id().replaceAll("[^0-9A-Za-z-]", "");
        String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
        Templates now = templates.now();
        String subject = SubjectLine.of(now.render(SUBJECT, notice));
        String text = now.render(TEXT, notice);
        String html = now.render(HTML, notice);
        try {
            MimeMessage message = new Letter("<" + id + fingerprint + "@" + domain + ">");
            message.setFrom(from);
            message.setHeader("To", to);
            message.setHeader("Subject", SubjectLine.encode(subject));
            message.setSentDate(Date.from(clock.instant()));
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-Auto-Response-Suppress", "All");
            message.setHeader("X-Handover-Event", id);
            message.setContent(new MimeMultipart("alternative", part(text, "plain"), part(html, "html")));
            message.saveChanges();
            return message;
        } catch (MessagingException e) {
            throw new IllegalStateException("A mail could not be written", e);
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text.lines().map(line -> line + "\r\n").collect(Collectors.joining()), "UTF-8", subtype);
        return part;
    }
}
