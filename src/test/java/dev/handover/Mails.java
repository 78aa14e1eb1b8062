package dev.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Mails as they came to the server. */
final class Mails {

    private Mails() {}

    /** Those about one event, whoever got them. */
    static List<MimeMessage> about(String eventID, GreenMail server) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> List.of(header(mail, "X-Handover-Event")).contains(eventID))
                .toList();
    }

    static String[] header(MimeMessage mail, String name) {
        try {
            String[] values = mail.getHeader(name);
            return values == null ? new String[0] : values;
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(MimeMessage mail) throws MessagingException, IOException {
        return part(mail, 0);
    }

    static String html(MimeMessage mail) throws MessagingException, IOException {
        return part(mail, 1);
    }

    private static String part(MimeMessage mail, int index) throws MessagingException, IOException {
        BodyPart part = ((MimeMultipart) mail.getContent()).getBodyPart(index);
        return new String(part.getInputStream().readAllBytes(), UTF_8);
    }
}
