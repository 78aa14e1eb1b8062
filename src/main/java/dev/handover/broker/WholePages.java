package dev.handover.broker;

import java.io.File;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.paging.impl.PagingStoreFactoryNIO;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.utils.ExecutorFactory;

/**
 * Pages that fail when they fail: of a message that is not on the disk as a whole, nobody is told that it is stored.
 *
 * <p>Artemis 2.56 reports a page write that found no space, and goes on as if it had succeeded (NIOSequentialFile.internalWrite); of
 * one that wrote a part only, it learns nothing at all. Both would lose an event that was answered with success, or a delivery
 * that waits. Here every force fails after such a write, and with it each transaction that wrote to a page, until the broker has been
 * started again, which it is for that. The write itself does not fail: what is on the page by the broker's memory and by its
 * count would differ then, and a page may be deleted by its count.
 */
class WholePages extends PagingStoreFactoryNIO {

    /** After each write, with or without a transaction: until then a page may hold it, and not its file. */
    private static final boolean FORCED = true;

    private final AtomicBoolean failed = new AtomicBoolean();

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
                FORCED,
                errors,
                configuration::isPurgePageFolders);
    }

    @Override
    protected NIOSequentialFileFactory newFileFactory(String directoryName) {
        return new NIOSequentialFileFactory(new File(getDirectory(), directoryName), false, getCritialErrorListener(), 1) {
            @Override
            public SequentialFile createSequentialFile(String fileName) {
                return new WholePage(this, fileName, failed);
            }
        };
    }

    /** With its name on the disk before there is a page: without it, a start after a power loss would leave the pages unread. */
    @Override
    public SequentialFileFactory newFileFactory(SimpleString address) throws Exception {
        SequentialFileFactory pages = super.newFileFactory(address);
        Path folder = pages.getDirectory().toPath();
        for (Path made : List.of(folder.resolve(ADDRESS_FILE), folder, folder.getParent())) {
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
        return pages;
    }
}
