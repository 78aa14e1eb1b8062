package dev.handover.audience;

import dev.handover.email.EmailAddresses;
import dev.handover.email.EmailSettings;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import org.springframework.stereotype.Component;

/** Answers who is to get the mail about an event. */
@Component("audience")
public class Audience {

    private final EmailSettings settings;

    Audience(EmailSettings settings) {
        this.settings = settings;
    }

    /** Mail addresses, each once; one empty text when nobody is known, for a mail to undisclosed recipients. */
    public List<String> recipients() {
        List<String> known = EmailAddresses.list(settings.to()).stream()
                .map(InternetAddress::toString)
                .distinct()
                .toList();
        return known.isEmpty() ? List.of("") : known;
    }
}
