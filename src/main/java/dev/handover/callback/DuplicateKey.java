package dev.handover.callback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What duplicates share: the SHA-256 of operationID, groupID, old and new owner, in lower-case hex. */
final class DuplicateKey {

    /** Copied for each key, which asks no provider of Java's again. */
    private static final MessageDigest EMPTY = sha256();

    private DuplicateKey() {}

    static String of(Event event) {
        try {
            MessageDigest digest = (MessageDigest) EMPTY.clone();
            for (String part : List.of(
                    event.operationID(), event.groupID(), event.oldOwnerUserID(), event.newOwnerUserID())) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // The length first: "ab" + "c" is not "a" + "bc".
                digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
