package dev.handover.email;

import dev.handover.settings.InvalidSetting;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How mail is sent; without a host: written to the outbox.
 *
 * @param host the SMTP server
 * @param port its port
 * @param username for authentication; empty: none
 * @param password for authentication
 * @param security how the connection is secured
 * @param sslBundle the name of a bundle under {@code spring.ssl.bundle} to trust; empty: what Java trusts
 * @param from the sender
 * @param to recipients when nobody else is known, separated by commas
 * @param connectTimeout for the connection
 * @param readTimeout for each answer of the server
 * @param writeTimeout for each write
 * @param keepConnection how long an idle connection is kept, at least, and half as long again at most; zero: each mail has its own
 */
@ConfigurationProperties(prefix = "handover.email", ignoreUnknownFields = false)
public record EmailSettings(
        String host,
        int port,
        String username,
        String password,
        Security security,
        String sslBundle,
        String from,
        String to,
        Duration connectTimeout,
        Duration readTimeout,
        Duration writeTimeout,
        Duration keepConnection) {

    /** {@code STARTTLS} is required, not tried: without it nothing is sent. */
    public enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    /** RFC 5321, 4.5.3.2.7: servers should wait so long for the next command, or longer. */
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(5);

    public EmailSettings {
        if (port < 1 || port > 65535) {
            throw new InvalidSetting(
                    "SMTP_PORT (handover.email.port)", "is not a port", "Write 587 (STARTTLS), 465 (TLS) or 25.");
        }
        if (username.isEmpty() != password.isEmpty()) {
            throw new InvalidSetting(
                    "SMTP_USERNAME and SMTP_PASSWORD (handover.email.username, .password)",
                    "must be set together",
                    "Set both, or neither.");
        }
        requireTime("handover.email.connect-timeout", connectTimeout);
        requireTime("handover.email.read-timeout", readTimeout);
        requireTime("handover.email.write-timeout", writeTimeout);
        if (keepConnection.isNegative() || keepConnection.compareTo(LONGEST_IDLE) > 0) {
            throw new InvalidSetting(
                    "handover.email.keep-connection",
                    "is out of range",
                    "Write a time up to 5m, such as 5s, or 0s for a connection for each mail.");
        }
        checked("MAIL_FROM (handover.email.from)", from, EmailAddresses::one);
        checked("MAIL_TO (handover.email.to)", to, EmailAddresses::list);
    }

    /** Zero would mean to wait for ever. */
    private static void requireTime(String name, Duration timeout) {
        if (timeout.toMillis() < 1) {
            throw new InvalidSetting(name, "is not a time", "Write a time like 30s.");
        }
    }

    private static <T> T checked(String name, String value, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(
                    name, "has something that is no mail address", "Write addresses like ops@example.org.");
        }
    }

    boolean isOutbox() {
        return host.isEmpty();
    }
}
