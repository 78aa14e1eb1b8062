package dev.handover.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

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
    private final Object identity;
    private FileChannel channel;
    private long end;
    private boolean leftovers;

    private AuditFile(DayFile place, Opening opening, FileChannel channel) throws IOException {
        this.place = place;
        this.opening = opening;
        this.channel = channel;
        this.identity = attributes().fileKey();
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
        return channel.isOpen() && isSame() && attributes().size() == end;
    }

    void append(byte[] line) throws IOException {
        restore();
        leftovers = true;
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
            channel.force(false); // Also makes the new length last: fdatasync must.
        } catch (IOException e) {
            throw afterRestore(e);
        }
        end += line.length;
        leftovers = false;
    }

    /** Takes back what a failed append left. */
    void restore() throws IOException {
        if (!leftovers) {
            return;
        }
        if (!channel.isOpen()) { // An interrupted thread's channel closes itself.
            if (!isSame()) {
                leftovers = false;
                return;
            }
            channel = opening.open(place.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        cutAt(end);
        leftovers = false;
    }

    void cutAt(long position) throws IOException {
        channel.truncate(position);
        channel.force(true);
        end = position;
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

    private IOException afterRestore(IOException cause) {
        try {
            restore();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    private boolean isSame() throws IOException {
        try {
            return Objects.equals(identity, attributes().fileKey());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(place.path(), BasicFileAttributes.class);
    }
}
