package dev.handover.ingress;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Finds the command in a request's path.
 *
 * <p>OpenIM appends {@code /command} to the url that it was given, so a url that ends in {@code /} makes {@code //}
 * (seen on the wire); {@code //} counts as {@code /} anywhere, and a trailing slash is tolerated. Without
 * {@code WEBHOOK_PATH} any prefix is served: nothing is guarded by it, and a mistyped one would lose events for ever.
 */
@Component
class CallbackPath {

    private static final Pattern SLASHES = Pattern.compile("/{2,}");
    private static final Pattern LAST_SLASH = Pattern.compile("/$");
    private static final Pattern LAST_SEGMENT = Pattern.compile("(.*)/(callback[A-Za-z0-9]{0,120})");

    private final String prefix;

    CallbackPath(WebhookSettings settings) {
        this.prefix = settings.path();
    }

    /**
     * @param requestURI the path as it came, not decoded
     * @return the command, or nothing when the path is not one of ours
     */
    Optional<String> command(String requestURI) {
        String path = LAST_SLASH.matcher(SLASHES.matcher(requestURI).replaceAll("/")).replaceAll("");
        Matcher matcher = LAST_SEGMENT.matcher(path);
        if (!matcher.matches() || !isServed(matcher.group(1))) {
            return Optional.empty();
        }
        return Optional.of(matcher.group(2));
    }

    /** Takes the same time however much of a secret prefix was guessed right. */
    private boolean isServed(String given) {
        return prefix.isEmpty()
                || MessageDigest.isEqual(
                        prefix.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
