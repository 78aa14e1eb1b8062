package dev.handover.email;

import dev.handover.delivery.Destination;
import dev.handover.delivery.NoRecipient;
import dev.handover.delivery.Undeliverable;
import dev.handover.settings.DataDirectory;
import dev.handover.settings.InvalidSetting;
import dev.handover.template.Notice;
import dev.handover.template.Templates;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps and the sender of the route {@code email}. */
@Configuration(proxyBeanMethods = false)
class EmailConfiguration {

    static {
        // Else each part of each mail has all jars searched for it, which took longer than to send the mail.
        System.setProperty("jakarta.mail.util.StreamProvider", MailStreamProvider.class.getName());
    }

    @Bean
    Destination emailDestination(EmailSettings settings, DataDirectory data) {
        return new Destination(
                "email",
                settings.isOutbox()
                        ? "writes to " + data.path().resolve("outbox/email") + "; set SMTP_HOST and MAIL_TO to send"
                        : "sends through " + settings.host() + ":" + settings.port());
    }

    @Bean
    EmailMessages emailMessages(Templates templates, EmailSettings settings, Clock clock) {
        return new EmailMessages(templates, EmailAddresses.one(settings.from()), clock);
    }

    /** Turns an event into the mail for the recipient in the property {@code recipient}; empty: undisclosed. */
    @Bean
    Processor email(EmailMessages messages, EmailSettings settings) {
        return exchange -> {
            Notice notice = Notice.of(exchange);
            String recipient = exchange.getProperty("recipient", "", String.class);
            if (recipient.isEmpty() && !settings.isOutbox()) {
                throw new NoRecipient();
            }
            exchange.getMessage()
                    .setBody(recipient.isEmpty() ? messages.message(notice) : messages.message(notice, one(recipient)));
        };
    }

    private static InternetAddress one(String recipient) {
        try {
            return EmailAddresses.one(recipient);
        } catch (IllegalArgumentException e) {
            throw new Undeliverable(e);
        }
    }

    /** Turns the mail into an {@code .eml} file named for its Message-ID. */
    @Bean
    Processor emailFile() {
        return exchange -> {
            var mail = exchange.getMessage().getMandatoryBody(jakarta.mail.internet.MimeMessage.class);
            String name = mail.getMessageID().replaceAll("^<|@.*$", "");
            exchange.getMessage().setHeader(Exchange.FILE_NAME, name + ".eml");
            exchange.getMessage().setBody(EmailMessages.eml(mail));
        };
    }

    /** With everything about the server in one place that no header can change. */
    @Bean
    KeptConnections mailSender(EmailSettings settings, SslBundles bundles) {
        KeptConnections sender = new KeptConnections(settings.keepConnection());
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setProtocol("smtp");
        sender.setUsername(settings.username().isEmpty() ? null : settings.username());
        sender.setPassword(settings.password().isEmpty() ? null : settings.password());
        sender.setSession(Session.getInstance(properties(settings, bundles)));
        return sender;
    }

    private static Properties properties(EmailSettings settings, SslBundles bundles) {
        Properties properties = new Properties();
        properties.put("mail.transport.protocol", "smtp");
        properties.put("mail.smtp.auth", Boolean.toString(!settings.username().isEmpty()));
        properties.put("mail.smtp.connectiontimeout", Long.toString(settings.connectTimeout().toMillis()));
        properties.put("mail.smtp.timeout", Long.toString(settings.readTimeout().toMillis()));
        properties.put("mail.smtp.writetimeout", Long.toString(settings.writeTimeout().toMillis()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        // The goodbye is said and nobody waits for its answer: the mails were taken before.
        properties.put("mail.smtp.quitwait", "false");
        switch (settings.security()) {
            case STARTTLS -> {
                properties.put("mail.smtp.starttls.enable", "true");
                properties.put("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.put("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        if (!settings.sslBundle().isEmpty()) {
            // Else what the bundle does not trust is tried again with what Java trusts.
            properties.put("mail.smtp.socketFactory.fallback", "false");
            try {
                properties.put(
                        "mail.smtp.ssl.socketFactory",
                        bundles.getBundle(settings.sslBundle()).createSslContext().getSocketFactory());
            } catch (NoSuchSslBundleException e) {
                throw new InvalidSetting(
                        "SMTP_SSL_BUNDLE (handover.email.ssl-bundle)",
                        "names no bundle under spring.ssl.bundle",
                        "Define the bundle, or leave the setting empty to trust what Java trusts.");
            }
        }
        return properties;
    }
}
