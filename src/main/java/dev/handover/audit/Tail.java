package dev.handover.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds places near a file's end without reading the file from its start. */
final class Tail {

    private static final int CHUNK = 1 << 16;

    private Tail() {}

    /** The position after the line feed that is the {@code count}th from the end, 0 when there are fewer. */
    static long afterLineFeed(FileChannel channel, int count) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        int left = count;
        for (long end = channel.size(); end > 0; end -= chunk.position()) {
            chunk.clear().limit((int) Math.min(CHUNK, end));
            long from = end - chunk.limit();
            read(channel, chunk, from);
            for (int i = chunk.position() - 1; i >= 0; i--) {
                if (chunk.get(i) == '\n' && --left == 0) {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }

    private static void read(FileChannel channel, ByteBuffer chunk, long from) throws IOException {
        while (chunk.hasRemaining()) {
            if (channel.read(chunk, from + chunk.position()) < 0) {
                throw new IOException("the audit file became shorter while it was read");
            }
        }
    }
}
