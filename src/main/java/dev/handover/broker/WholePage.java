package dev.handover.broker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;

/**
 * One of the {@link WholePages}.
 *
 * <p>What is written to it is held until it is forced or closed, up to {@value #HELD} bytes: the messages of a transaction are one write
 * of the system then. Until it is forced nobody is told that they are stored.
 */
final class WholePage extends NIOSequentialFile {

    private static final int HELD = 1 << 16;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final AtomicBoolean failed;
    private ByteBuffer held = NOTHING;

    /** @param failed whether a page of its broker could not be written or forced */
    WholePage(NIOSequentialFileFactory factory, String fileName, AtomicBoolean failed) {
        super(factory, factory.getDirectory(), fileName, 1);
        this.failed = failed;
    }

    @Override
    public synchronized void writeDirect(ByteBuffer bytes, boolean sync) throws Exception {
        try {
            if (channel == null) {
                throw new ClosedChannelException();
            }
            if (bytes.remaining() > HELD - held.position()) {
                writeHeld();
            }
            if (bytes.remaining() > HELD) {
                write(bytes);
            } else {
                hold(bytes);
            }
        } finally {
            factory.releaseBuffer(bytes);
        }
        if (sync) {
            sync();
        }
    }

    private void hold(ByteBuffer bytes) {
        if (held == NOTHING) {
            // Most pages are only read.
            held = ByteBuffer.allocate(HELD);
        }
        held.put(bytes);
    }

    private void writeHeld() {
        held.flip();
        write(held);
        held.clear();
    }

    private void write(ByteBuffer bytes) {
        if (failed.get() || !bytes.hasRemaining()) {
            return;
        }
        position.addAndGet(bytes.remaining());
        try {
            writeOrCut(bytes);
        } catch (IOException | RuntimeException | Error e) {
            failed.set(true);
            factory.onIOError(e, "%d bytes more were to be written to %s".formatted(bytes.remaining(), getFile()), this);
        }
    }

    private void writeOrCut(ByteBuffer bytes) throws IOException {
        long start = channel.position();
        boolean whole = false;
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            whole = true;
        } finally {
            if (!whole && channel.isOpen()) {
                // A start would take the page for a broken one, and keep its file for ever.
                channel.truncate(start);
            }
        }
    }

    @Override
    public void sync() throws IOException {
        synchronized (this) {
            if (channel != null) {
                writeHeld();
                if (!channel.isOpen()) {
                    // As an interrupt leaves it; Artemis would say nothing.
                    failed.set(true);
                }
            }
        }
        if (failed.get()) {
            throw new IOException("A page could not be written; the broker stops for that");
        }
        super.sync();
    }

    @Override
    protected void syncChannel(FileChannel page) throws IOException {
        try {
            super.syncChannel(page);
        } catch (ClosedByInterruptException e) {
            failed.set(true);
            throw new IOException("Interrupted while a page was forced", e);
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            // The next force would tell of success about what the disk has not got.
            failed.set(true);
            throw e;
        }
    }

    @Override
    public synchronized void close(boolean waitSync, boolean blockOnPending) throws IOException, InterruptedException, ActiveMQException {
        try {
            if (channel != null) {
                writeHeld();
            }
            super.close(waitSync, blockOnPending);
        } catch (IOException e) {
            failed.set(true);
            throw e;
        } finally {
            held = NOTHING;
        }
    }
}
