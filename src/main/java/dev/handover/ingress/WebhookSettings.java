package dev.handover.ingress;

import dev.handover.access.BasicCredentials;
import dev.handover.access.Networks;
import dev.handover.settings.InvalidSetting;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * What OpenIM may post where.
 *
 * @param path serve below this prefix only; empty: below any
 * @param username for HTTP Basic; empty: no credentials asked
 * @param password for HTTP Basic
 * @param maxBody the largest body taken
 * @param bodyTimeout how long a body may take from its first byte to its last
 * @param maxBuffered what all bodies being received or worked on may hold together
 * @param rateLimit how many requests a client's address may send in a second; 0: any number
 * @param allowedNetworks who may send; empty: anybody
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 */
@ConfigurationProperties(prefix = "handover.webhook", ignoreUnknownFields = false)
record WebhookSettings(
        String path,
        String username,
        String password,
        DataSize maxBody,
        Duration bodyTimeout,
        DataSize maxBuffered,
        int rateLimit,
        List<String> allowedNetworks,
        List<String> trustedProxies) {

    WebhookSettings {
        path = path.replaceAll("/+$", "");
        if (!path.isEmpty() && !path.matches("(/[A-Za-z0-9._~-]+)+")) {
            throw new InvalidSetting(
                    "WEBHOOK_PATH (handover.webhook.path)",
                    "is not a path",
                    "Write a path like /some/secret of letters, digits and . _ ~ -, or leave it empty.");
        }
        BasicCredentials.check("WEBHOOK", "handover.webhook", username, password);
        if (maxBody.toBytes() < 1024 || maxBody.toMegabytes() > 16) {
            throw new InvalidSetting(
                    "handover.webhook.max-body", "is out of range", "Write a size from 1KB to 16MB.");
        }
        if (maxBuffered.toBytes() < maxBody.toBytes()) {
            throw new InvalidSetting(
                    "handover.webhook.max-buffered",
                    "is less than handover.webhook.max-body",
                    "Write at least the size of one body; 64MB serves a thousand senders at once.");
        }
        if (bodyTimeout.isNegative() || bodyTimeout.isZero()) {
            throw new InvalidSetting(
                    "handover.webhook.body-timeout", "is not a time", "Write a time like 5s.");
        }
        if (rateLimit < 0 || rateLimit > 1_000_000) {
            throw new InvalidSetting(
                    "WEBHOOK_RATE_LIMIT (handover.webhook.rate-limit)",
                    "is out of range",
                    "Write how many requests a second a client may send, up to 1000000, or 0 for any number.");
        }
        // Each stops the start when it is none.
        allowed(allowedNetworks);
        proxies(trustedProxies);
    }

    Networks allowed() {
        return allowed(allowedNetworks);
    }

    Networks proxies() {
        return proxies(trustedProxies);
    }

    private static Networks allowed(List<String> networks) {
        return Networks.of(networks, "WEBHOOK_ALLOWED_NETWORKS (handover.webhook.allowed-networks)");
    }

    private static Networks proxies(List<String> networks) {
        return Networks.of(networks, "WEBHOOK_TRUSTED_PROXIES (handover.webhook.trusted-proxies)");
    }
}
