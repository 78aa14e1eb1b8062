package dev.handover.openim;

import dev.handover.settings.InvalidSetting;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where OpenIM can be asked about a transfer; without urls nobody is asked.
 *
 * @param apiUrl OpenIM's API server
 * @param adminUserId the administrator in whose name it is asked
 * @param secret OpenIM's secret, for that administrator's token
 * @param chatUrl OpenIM's chat server, which knows mail addresses
 * @param chatAdminUrl its admin API, which gives the token for that
 * @param chatAccount the account at the admin API
 * @param chatPassword its password, as {@code /account/login} takes it
 * @param timeout for all that is asked about one transfer together, 3 s at most
 * @param pause how long a server is not asked when it fails or is slow
 * @param cache how long names and addresses are kept
 * @param maxMembers of a larger group only so many members are looked at, and nothing is confirmed
 */
@ConfigurationProperties(prefix = "handover.openim", ignoreUnknownFields = false)
record OpenIMSettings(
        String apiUrl,
        String adminUserId,
        String secret,
        String chatUrl,
        String chatAdminUrl,
        String chatAccount,
        String chatPassword,
        Duration timeout,
        Duration pause,
        Duration cache,
        int maxMembers) {

    private static final Duration LONGEST = Duration.ofSeconds(3);

    OpenIMSettings {
        requireUrl("OPENIM_API_URL (handover.openim.api-url)", apiUrl);
        requireUrl("OPENIM_CHAT_URL (handover.openim.chat-url)", chatUrl);
        requireUrl("OPENIM_CHAT_ADMIN_URL (handover.openim.chat-admin-url)", chatAdminUrl);
        requireTogether(
                "OPENIM_API_URL, OPENIM_ADMIN_USER_ID and OPENIM_SECRET (handover.openim.api-url, .admin-user-id, .secret)",
                apiUrl, adminUserId, secret);
        requireTogether(
                "OPENIM_CHAT_URL, OPENIM_CHAT_ADMIN_URL, OPENIM_CHAT_ACCOUNT and OPENIM_CHAT_PASSWORD (handover.openim.chat-…)",
                chatUrl, chatAdminUrl, chatAccount, chatPassword);
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new InvalidSetting(
                    "handover.openim.timeout", "is not a time of at most 3 s", "Write 3s, or less.");
        }
        if (pause.isNegative() || pause.isZero()) {
            throw new InvalidSetting("handover.openim.pause", "is not a time", "Write half a minute or so, such as 30s.");
        }
        if (cache.isNegative() || cache.isZero()) {
            throw new InvalidSetting("handover.openim.cache", "is not a time", "Write a few minutes, such as 5m.");
        }
        if (maxMembers < 1) {
            throw new InvalidSetting("handover.openim.max-members", "is not a number of members", "Write 10000, or another.");
        }
    }

    private static void requireUrl(String name, String url) {
        if (url.isEmpty()) {
            return;
        }
        try {
            URI uri = URI.create(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return;
            }
        } catch (IllegalArgumentException notAUrl) {
            // Said below, the same as for another scheme.
        }
        throw new InvalidSetting(
                name, "is not a plain http or https url", "Write scheme, host and port, such as http://openim:10002.");
    }

    private static void requireTogether(String names, String... values) {
        int set = 0;
        for (String value : values) {
            set += value.isEmpty() ? 0 : 1;
        }
        if (set != 0 && set != values.length) {
            throw new InvalidSetting(names, "must be set together", "Set all of them, or none.");
        }
    }
}
