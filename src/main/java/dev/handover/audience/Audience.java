package dev.handover.audience;

import dev.handover.callback.Event;
import dev.handover.email.EmailAddresses;
import dev.handover.email.EmailSettings;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.stereotype.Component;

/** Answers who is told about an event, by mail and in Slack. */
@Component("audience")
public class Audience {

    private final EmailSettings settings;

    Audience(EmailSettings settings) {
        this.settings = settings;
    }

    /** Whom to mail, each address once; one with an empty address when nobody is known, for undisclosed recipients. */
    public List<Recipient> mails(@Body Event event, @Header("facts") String facts) {
        List<Recipient> known = EmailAddresses.list(settings.to()).stream()
                .map(InternetAddress::toString)
                .distinct()
                .map(address -> new Recipient(address, "", "", ""))
                .toList();
        return known.isEmpty() ? List.of(new Recipient("", "", "", "")) : known;
    }

    /** Where to post, each place once; an empty address is the channel of the settings. */
    public List<Recipient> channels(@Body Event event, @Header("facts") String facts) {
        return List.of(new Recipient("", "", "", ""));
    }
}
