package dev.handover.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex. Safe for use by many threads; a digest is for one. */
public final class Sha256 {

    /** Copied for each digest, which asks no provider of Java's again. */
    private static final MessageDigest EMPTY = empty();

    private static final HexFormat HEX = HexFormat.of();

    private Sha256() {}

    /** A new digest, of nothing so far. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) EMPTY.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }

    /** The 64 digits of what the digest has taken; it begins anew then. */
    public static String hex(MessageDigest digest) {
        return HEX.formatHex(digest.digest());
    }

    /** The 64 digits of these bytes. */
    public static String hex(byte[] bytes) {
        return HEX.formatHex(digest().digest(bytes));
    }

    /** The first 16 digits of a text's UTF-8: enough to tell apart what is not made to be alike. */
    public static String fingerprint(String text) {
        return HEX.formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)), 0, 8);
    }

    private static MessageDigest empty() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
