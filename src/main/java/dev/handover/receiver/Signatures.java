package dev.handover.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How receivers want a message signed: HMAC-SHA256 in Base64, each over something else. */
final class Signatures {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST_KEY = 24;
    private static final int LONGEST_KEY = 64;

    private Signatures() {}

    /**
     * The Standard Webhooks specification, version 1: {@code v1,} and the signature of {@code id.seconds.body}.
     *
     * @param secret {@code whsec_} and the Base64 of 24 to 64 bytes
     * @throws IllegalArgumentException when the secret is none; its text is not told
     */
    static String standardWebhook(String secret, String id, long seconds, String body) {
        return "v1," + hmac(key(secret), id + "." + seconds + "." + body);
    }

    /** DingTalk's custom robots: the secret signs the time in milliseconds, a line feed and itself. */
    static String dingTalk(String secret, long millis) {
        return hmac(secret.getBytes(StandardCharsets.UTF_8), millis + "\n" + secret);
    }

    /** Feishu's custom bots: the time in seconds, a line feed and the secret are the key, and sign nothing. */
    static String feishu(String secret, long seconds) {
        return hmac((seconds + "\n" + secret).getBytes(StandardCharsets.UTF_8), "");
    }

    private static byte[] key(String secret) {
        String base64 = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length >= SHORTEST_KEY && key.length <= LONGEST_KEY) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, without the secret.
        }
        throw new IllegalArgumentException("STANDARD_WEBHOOK_SECRET is not whsec_ and the Base64 of 24 to 64 bytes");
    }

    private static String hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
