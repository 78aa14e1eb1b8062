package dev.handover.ingress;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * Checks HTTP Basic credentials (RFC 7617), which an unmodified OpenIMServer sends when its webhook url has
 * {@code user:password@} in it. Takes the same time however much was guessed right.
 */
@Component
class Credentials {

    private final byte[] expected;

    Credentials(WebhookSettings settings) {
        this.expected = settings.username().isEmpty()
                ? null
                : (settings.username() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
    }

    /** @param authorization the request's {@code Authorization} header, or null */
    boolean accept(String authorization) {
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
