package dev.handover.ingress;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
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
    private static final Pattern COMMAND = Pattern.compile("callback[A-Za-z0-9]{0,120}");

    private final String prefix;

    CallbackPath(WebhookSettings settings) {
        this.prefix = settings.path();
    }

    /**
     * @param requestURI the path as it came, not decoded
     * @return the command, or nothing when the path is not one of ours
     */
    Optional<String> command(String requestURI) {
        String path = requestURI.contains("//") ? SLASHES.matcher(requestURI).replaceAll("/") : requestURI;
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        int slash = path.lastIndexOf('/', end - 1);
        if (slash < 0) {
            return Optional.empty();
        }
        String command = path.substring(slash + 1, end);
        return COMMAND.matcher(command).matches() && isServed(path.substring(0, slash)) ? Optional.of(command) : Optional.empty();
    }

    /** Takes the same time however much of a secret prefix was guessed right. */
    private boolean isServed(String given) {
        return prefix.isEmpty()
                || MessageDigest.isEqual(
                        prefix.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
