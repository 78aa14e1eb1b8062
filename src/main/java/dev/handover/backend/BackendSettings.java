package dev.handover.backend;

import dev.handover.settings.InvalidSetting;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The app backend that the other callbacks are for.
 *
 * @param url what OpenIM's webhook url would be without Handover; empty: there is none
 * @param copy {@code true} when our own callback is delivered to it too; text, because the routes read it as text
 * @param timeout for a whole call, from the name's resolution to the answer's last byte
 * @param maxConcurrent how many calls are passed through at the same time
 * @param maxBody the largest body passed through, either way
 */
@ConfigurationProperties(prefix = "handover.backend", ignoreUnknownFields = false)
public record BackendSettings(String url, String copy, Duration timeout, int maxConcurrent, DataSize maxBody) {

    private static final String URL = "APP_BACKEND_URL (handover.backend.url)";
    private static final Pattern PLAIN =
            Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?(/[A-Za-z0-9/._~-]*)?");
    private static final String COPY = "APP_BACKEND_COPY (handover.backend.copy)";
    private static final Duration LONGEST = Duration.ofSeconds(25);

    public BackendSettings {
        if (!url.isEmpty() && !PLAIN.matcher(url).matches()) {
            throw new InvalidSetting(
                    URL,
                    "is not an http or https url of a host, a port and a path alone",
                    "Write one like http://backend:8080/openim, without user, password, query or fragment.");
        }
        if (!copy.equals("true") && !copy.equals("false")) {
            throw new InvalidSetting(COPY, "is neither true nor false", "Write true or false.");
        }
        if (url.isEmpty() && copy.equals("true")) {
            throw new InvalidSetting(
                    COPY, "is true without APP_BACKEND_URL", "Set APP_BACKEND_URL, or leave the copy false.");
        }
        if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
            throw new InvalidSetting(
                    "handover.backend.timeout",
                    "is out of range",
                    "Write a time up to 25s, below OpenIM's own time-out (5s).");
        }
        if (maxConcurrent < 1) {
            throw new InvalidSetting(
                    "handover.backend.max-concurrent", "is less than 1", "Write a number such as 16.");
        }
        if (maxBody.toBytes() < 1024 || maxBody.toMegabytes() > 16) {
            throw new InvalidSetting("handover.backend.max-body", "is out of range", "Write a size from 1KB to 16MB.");
        }
    }

    public boolean isSet() {
        return !url.isEmpty();
    }

    /** The backend's scheme, host and port; its path may be a secret. */
    String address() {
        return url.replaceFirst("(?<=[^/:])/.*$", "");
    }

    /** The url of a command, as OpenIM would make it. */
    URI command(String command) {
        return URI.create(url.replaceAll("/+$", "") + "/" + command);
    }
}
