package dev.handover.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What stands after the last line feed of a file: a line that a crash left unfinished, together with the zeros that a power loss may
 * leave after it.
 *
 * @param file the file's name
 * @param position where it begins
 * @param bytes how many bytes it has
 * @param sha256 their hash, lower-case hex
 */
record TornEnd(Path file, long position, long bytes, String sha256) {

    /** The kind of the line that takes its place and tells of it. */
    static final String KIND = "mended";

    /** The torn end of a file, empty when its last line is whole. */
    static Optional<TornEnd> of(AuditFile file) throws IOException {
        FileChannel channel = file.channel();
        long good = Tail.afterLineFeed(channel, 1);
        long torn = channel.size() - good;
        if (torn == 0) {
            return Optional.empty();
        }
        return Optional.of(new TornEnd(file.place().path().getFileName(), good, torn, hash(channel, good)));
    }

    /** Whether the line took the place of a torn end of just this file. */
    static boolean isToldBy(AuditLine line, Path file) {
        return line.event().equals(KIND) && file.getFileName().toString().equals(line.file());
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
