package dev.handover.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntConsumer;

/**
 * A file's lines one after the other, in constant memory.
 *
 * <p>The current line is the range of {@link #bytes()} from {@link #offset()} with {@link #length()}, without its
 * line feed, until the next call of {@link #next()}; of a line that is too long there is no content.
 */
final class Lines implements Closeable {

    /** The longest line, in bytes without its line feed. */
    static final int LIMIT = 1 << 20;

    private static final int CHUNK = 1 << 17;

    /** What {@link #next()} found. */
    enum Found {
        LINE,
        TORN,
        TOO_LONG,
        END
    }

    private final FileChannel channel;
    private final IntConsumer onRead;
    private final byte[] buffer = new byte[LIMIT + CHUNK];
    private long left;
    private int filled;
    private int start;
    private int length;
    private int next;
    private long number;

    private Lines(FileChannel channel, long left, IntConsumer onRead) {
        this.channel = channel;
        this.left = left;
        this.onRead = onRead;
    }

    /** Reads from {@code position} on, which is where a line starts, and tells of each read's bytes. */
    static Lines of(Path file, long position, IntConsumer onRead) throws IOException {
        return of(file, position, Long.MAX_VALUE, onRead);
    }

    /** As if the file ended at {@code end}. */
    static Lines of(Path file, long position, long end, IntConsumer onRead) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new Lines(channel.position(position), end - position, onRead);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    Found next() throws IOException {
        start = next;
        int scanned = 0;
        while (true) {
            int end = lineFeed(start + scanned);
            if (end >= 0) {
                return found(end - start <= LIMIT ? Found.LINE : Found.TOO_LONG, end, end + 1);
            }
            scanned = filled - start;
            if (scanned > LIMIT) {
                return skipLongLine();
            }
            if (!fill()) {
                return scanned == 0 ? Found.END : found(Found.TORN, filled, filled);
            }
        }
    }

    byte[] bytes() {
        return buffer;
    }

    int offset() {
        return start;
    }

    int length() {
        return length;
    }

    /** The current line's number, from 1 at the position where reading began. */
    long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Found found(Found found, int end, int nextStart) {
        number++;
        length = end - start;
        next = nextStart;
        return found;
    }

    private Found skipLongLine() throws IOException {
        int end;
        do {
            start = 0;
            filled = 0;
            end = fill() ? lineFeed(0) : 0;
        } while (end < 0);
        return found(Found.TOO_LONG, 0, filled == 0 ? 0 : end + 1);
    }

    private int lineFeed(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        if (filled + CHUNK > buffer.length) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        int most = (int) Math.min(left, Math.min(CHUNK, buffer.length - filled));
        int read = channel.read(ByteBuffer.wrap(buffer, filled, most));
        if (read <= 0) {
            return false;
        }
        filled += read;
        left -= read;
        onRead.accept(read);
        return true;
    }
}
