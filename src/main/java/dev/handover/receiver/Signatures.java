package dev.handover.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How receivers want a message signed: HMAC-SHA256 in Base64, each over something else. */
final class Signatures {

    private static final String PREFIX = "whsec_";

    private Signatures() {}

    /**
     * The Standard Webhooks specification, version 1: {@code v1,} and the signature of {@code id.seconds.body}.
     *
     * @param secret {@code whsec_} and Base64
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
        try {
            byte[] key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
            if (key.length > 0) {
                return key;
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, without the secret.
        }
        throw new IllegalArgumentException("the secret is not whsec_ and Base64");
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
