package dev.handover.broker;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.paging.impl.PagingStoreFactoryNIO;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.utils.ExecutorFactory;

/**
 * Pages whose writes fail when they fail: a message that is not on the disk as a whole is not stored, and nobody is told it is.
 *
 * <p>Artemis 2.56 reports a page write that found no space, and goes on as if it had succeeded (NIOSequentialFile.internalWrite); of
 * one that wrote a part only, it learns nothing at all. Both would lose an event that was answered with success, or a delivery
 * that waits. Here such a write fails, its transaction with it, and every other until the broker has been started again, which it
 * is for that: what was not written stands in the memory of the page all the same, and would be counted with what follows.
 */
class WholePages extends PagingStoreFactoryNIO {

    private volatile boolean failed;

    WholePages(
            StorageManager storage,
            Configuration configuration,
            ScheduledExecutorService scheduled,
            ExecutorFactory executors,
            IOCriticalErrorListener errors) {
        super(
                storage,
                configuration.getPagingLocation(),
                configuration.getPageSyncTimeout(),
                scheduled,
                executors,
                configuration.isJournalSyncNonTransactional(),
                errors,
                configuration::isPurgePageFolders);
    }

    @Override
    protected NIOSequentialFileFactory newFileFactory(String directoryName) {
        return new NIOSequentialFileFactory(new File(getDirectory(), directoryName), false, getCritialErrorListener(), 1) {
            @Override
            public SequentialFile createSequentialFile(String fileName) {
                return new Page(this, fileName);
            }
        };
    }

    private void checkNoneFailed() throws IOException {
        if (failed) {
            throw new IOException("A page could not be written before; the broker stops for that");
        }
    }

    private final class Page extends NIOSequentialFile {

        Page(NIOSequentialFileFactory factory, String fileName) {
            super(factory, factory.getDirectory(), fileName, 1);
        }

        @Override
        public void writeDirect(ByteBuffer bytes, boolean sync) throws Exception {
            checkNoneFailed();
            int length = bytes.remaining();
            try {
                long end = channel.position() + length;
                super.writeDirect(bytes, sync);
                if (channel.position() != end) {
                    throw new IOException("Only a part of %d bytes was written to %s".formatted(length, getFile()));
                }
            } catch (Exception e) {
                failed = true;
                // Stops the broker, once: after a part it has not been told.
                factory.onIOError(e, e.getMessage(), this);
                throw e;
            }
        }

        /** After a force that failed, the next would tell of success about what the disk has not got. */
        @Override
        protected void syncChannel(FileChannel pages) throws IOException {
            checkNoneFailed();
            try {
                super.syncChannel(pages);
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }
    }
}
