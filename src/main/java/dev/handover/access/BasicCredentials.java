package dev.handover.access;

import dev.handover.settings.InvalidSetting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/** Checks HTTP Basic credentials (RFC 7617). Takes the same time however much was guessed right. */
public final class BasicCredentials {

    private final byte[] expected;

    /** Both empty: anybody is accepted. */
    public BasicCredentials(String username, String password) {
        this.expected =
                username.isEmpty() ? null : (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Stops the start when only one of the two is set, or they cannot be sent.
     *
     * @param variables how the names of the two environment variables begin, such as WEBHOOK
     * @param setting how the names of the two settings begin, such as handover.webhook
     */
    public static void check(String variables, String setting, String username, String password) {
        if (username.isEmpty() != password.isEmpty()) {
            throw new InvalidSetting(
                    variables + "_USERNAME and " + variables + "_PASSWORD (" + setting + ".username, .password)",
                    "must be set together",
                    "Set both, or neither.");
        }
        if (username.contains(":")) {
            throw new InvalidSetting(
                    variables + "_USERNAME (" + setting + ".username)",
                    "has a colon, which HTTP Basic cannot carry (RFC 7617)",
                    "Write a name without a colon.");
        }
    }

    /** Whether any are asked for. */
    public boolean areSet() {
        return expected != null;
    }

    /** @param authorization the request's {@code Authorization} header, or null */
    public boolean accept(String authorization) {
        if (expected == null) {
            return true;
        }
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    expected, Base64.getDecoder().decode(authorization.substring(6).trim()));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
