package dev.handover.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that is written to: what was appended is forced to the disk, what failed leaves nothing behind.
 *
 * <p>What cannot be taken back at once is taken back before anything else is written.
 */
final class AuditFile implements Closeable {

    /** How a channel comes about; tests give one that fails. */
    interface Opening {
        FileChannel open(Path path, OpenOption... options) throws IOException;
    }

    private final DayFile place;
    private final Opening opening;
    private final Identity identity;
    private FileChannel channel;
    private long end;
    private boolean leftovers;
    private boolean torn;

    private AuditFile(DayFile place, Opening opening, FileChannel channel) throws IOException {
        this.place = place;
        this.opening = opening;
        this.channel = channel;
        this.identity = Identity.of(place.path());
        this.end = channel.size();
    }

    static AuditFile create(DayFile place, Opening opening) throws IOException {
        return open(place, opening, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** Opens what is there, and forces it: a line that is found in it may have been written but not forced. */
    static AuditFile open(DayFile place, Opening opening) throws IOException {
        return open(place, opening, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static AuditFile open(DayFile place, Opening opening, OpenOption... options) throws IOException {
        FileChannel channel = opening.open(place.path(), options);
        try {
            AuditFile file = new AuditFile(place, opening, channel);
            channel.force(true);
            Directories.force(place.path().toAbsolutePath().getParent());
            return file;
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    DayFile place() {
        return place;
    }

    FileChannel channel() {
        return channel;
    }

    /** Whether the path still leads to this file, with the length that this object gave it. */
    boolean isIntact() throws IOException {
        return channel.isOpen() && identity.isSame() && (identity.size() == end || torn && identity.size() > end);
    }

    /** What comes after {@code position} is no line: {@link #overwriteTornEnd} comes before the next append. */
    void tornAt(long position) {
        end = position;
        torn = true;
    }

    /**
     * Puts a line in place of the torn end. Wherever that is broken off there is a torn end, the line, or a torn end behind
     * the line. When it fails, it is to be tried again with the same line.
     */
    void overwriteTornEnd(byte[] line) throws IOException {
        put(line, 0, line.length - 1);
        put(line, line.length - 1, line.length); // A line feed on the disk before the rest would end a mix of the two.
        cutAt(end + line.length);
    }

    void append(byte[] line) throws IOException {
        restore();
        leftovers = true;
        try {
            put(line, 0, line.length);
        } catch (IOException e) {
            throw afterRestore(e);
        }
        end += line.length;
        leftovers = false;
    }

    /** Takes back what a failed append left. */
    void restore() throws IOException {
        if (leftovers && !channel.isOpen() && identity.isSame()) { // An interrupted thread's channel closes itself.
            channel = opening.open(place.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        if (leftovers && channel.isOpen()) {
            cutAt(end);
        }
        leftovers = false;
    }

    /** Closes the file once it holds nothing half-written. */
    @Override
    public void close() throws IOException {
        try {
            restore();
        } finally {
            channel.close();
        }
    }

    /** Closes the file as it is. */
    void abandon() throws IOException {
        channel.close();
    }

    private void put(byte[] line, int from, int to) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line, from, to - from);
        while (bytes.hasRemaining()) {
            channel.write(bytes, end + bytes.position());
        }
        channel.force(false); // Also makes the new length last: fdatasync must.
    }

    private void cutAt(long position) throws IOException {
        channel.truncate(position);
        channel.force(true);
        end = position;
        torn = false;
    }

    private IOException afterRestore(IOException cause) {
        try {
            restore();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }
}
