package dev.handover.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What stood after the last line feed of a file and was cut off.
 *
 * @param file the file's name
 * @param bytes how many bytes were cut
 * @param sha256 their hash, lower-case hex
 */
record TornEnd(Path file, long bytes, String sha256) {

    /** The kind of the line that tells of it. */
    static final String KIND = "mended";

    /** Cuts a line that a crash left unfinished, together with the zeros that a power loss may leave after it. */
    static Optional<TornEnd> cut(AuditFile file) throws IOException {
        FileChannel channel = file.channel();
        long good = Tail.afterLineFeed(channel, 1);
        long torn = channel.size() - good;
        if (torn == 0) {
            return Optional.empty();
        }
        String sha256 = hash(channel, good);
        file.cutAt(good);
        return Optional.of(new TornEnd(file.place().path().getFileName(), torn, sha256));
    }

    ObjectNode fields() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("file", file.toString())
                .put("bytes", bytes)
                .put("sha256", sha256);
    }

    private static String hash(FileChannel channel, long from) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16);
        for (long position = from; channel.read(chunk, position) > 0; chunk.clear()) {
            position += chunk.flip().limit();
            digest.update(chunk);
        }
        return Sha256.hex(digest);
    }
}
