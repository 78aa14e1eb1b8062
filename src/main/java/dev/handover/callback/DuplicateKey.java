package dev.handover.callback;

import dev.handover.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** What duplicates share: the SHA-256 of operationID, groupID, old and new owner, in lower-case hex. */
final class DuplicateKey {

    private DuplicateKey() {}

    static String of(Event event) {
        MessageDigest digest = Sha256.digest();
        for (String part :
                List.of(event.operationID(), event.groupID(), event.oldOwnerUserID(), event.newOwnerUserID())) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length first: "ab" + "c" is not "a" + "bc".
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return Sha256.hex(digest);
    }
}
