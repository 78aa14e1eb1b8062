package dev.handover.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/** A disk on which writing, forcing, truncating and opening can be made to fail. */
final class FaultyDisk implements AuditFile.Opening {

    /** How many bytes there is still room for. */
    long room = Long.MAX_VALUE;

    boolean forceFails;
    boolean truncateFails;
    boolean openFails;

    /** What happens when something is forced, before it is. */
    Runnable onForce = () -> {};

    /** What happens when something is read, before it is. */
    Runnable onRead = () -> {};

    @Override
    public FileChannel open(Path path, OpenOption... options) throws IOException {
        failIf(openFails, "Too many open files");
        return new Channel(FileChannel.open(path, options));
    }

    private static void failIf(boolean failing, String message) throws IOException {
        if (failing) {
            throw new IOException(message);
        }
    }

    private final class Channel extends FileChannel {

        private final FileChannel real;

        Channel(FileChannel real) {
            this.real = real;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            failIf(room == 0, "No space left on device");
            int length = (int) Math.min(room, source.remaining());
            room -= length;
            ByteBuffer part = source.slice().limit(length);
            source.position(source.position() + length);
            return real.write(part, position);
        }

        @Override
        public void force(boolean metaData) throws IOException {
            onForce.run();
            failIf(forceFails, "Input/output error");
            real.force(metaData);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            failIf(truncateFails, "Input/output error");
            real.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            onRead.run();
            return real.read(target, position);
        }

        @Override
        public long size() throws IOException {
            return real.size();
        }

        @Override
        protected void implCloseChannel() throws IOException {
            real.close();
        }

        @Override
        public int read(ByteBuffer target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long write(ByteBuffer[] sources, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileChannel position(long newPosition) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) {
            throw new UnsupportedOperationException();
        }
    }
}
