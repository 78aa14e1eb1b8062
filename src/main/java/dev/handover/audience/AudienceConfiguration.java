package dev.handover.audience;

import dev.handover.email.EmailAddresses;
import dev.handover.email.EmailSettings;
import dev.handover.settings.DataDirectory;
import dev.handover.settings.Edited;
import dev.handover.settings.InvalidSetting;
import dev.handover.settings.KeptFile;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is told: {@code recipients.yaml}, and what the settings say. */
@Configuration(proxyBeanMethods = false)
class AudienceConfiguration {

    private static final String EDITED = "recipients";

    /** Only who has a data folder can keep what was good: the command try has none. */
    @Bean
    Edited<Recipients> recipientEdits(
            @Value("${handover.recipients-file}") Path file,
            @Value("${handover.slack.webhook-url}") String slackWebhook,
            @Value("${handover.openim.api-url}") String openIM,
            EmailSettings email,
            Optional<DataDirectory> data) {
        RecipientsFile source = new RecipientsFile(file);
        RecipientsReader text = new RecipientsReader(slackWebhook.isEmpty());
        Edited.Parser<Recipients> reader = files -> {
            Recipients recipients = text.parse(files);
            requireSomebody(recipients, email, openIM);
            return recipients;
        };
        if (data.isEmpty()) {
            return new Edited<>(EDITED, source, reader);
        }
        LastRecipients last = new LastRecipients(new KeptFile(data.get(), "last-recipients.yaml"), reader);
        return new Edited<>(EDITED, source, last, last.files());
    }

    @Bean
    Audience audience(
            Edited<Recipients> edits,
            Optional<MailAddresses> addresses,
            EmailSettings email,
            @Value("${handover.slack.webhook-url}") String slackWebhook) {
        return new Audience(edits::current, addresses, email, slackWebhook.isEmpty());
    }

    private static void requireSomebody(Recipients recipients, EmailSettings email, String openIM) {
        boolean known = !EmailAddresses.list(email.to()).isEmpty() || recipients.hasMail() || !openIM.isEmpty();
        if (!email.host().isEmpty() && !known) {
            throw new InvalidSetting(
                    "MAIL_TO (handover.email.to)",
                    "is empty while SMTP_HOST is set, so mail would go to nobody",
                    "Write the addresses to tell, separated by commas, or into recipients.yaml; or set OPENIM_API_URL; or leave SMTP_HOST empty.");
        }
    }
}
