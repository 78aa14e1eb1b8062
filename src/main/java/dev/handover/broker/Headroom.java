package dev.handover.broker;

import dev.handover.settings.DataDirectory;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Answers whether the disk under the data folder can take more events, before the journal gets into trouble.
 *
 * <p>Looks twice a second, and answers at once: a disk that hangs holds up nobody who asks.
 */
@Component
class Headroom {

    private final Path data;
    private final long wanted;
    private volatile long free;
    private volatile long least;
    private volatile Optional<String> trouble = Optional.empty();

    Headroom(DataDirectory data, BrokerSettings settings) {
        this.data = data.path();
        this.wanted = settings.minFreeDisk().toBytes();
    }

    /** What was wrong with the disk, in words for an operator; nothing when all was well. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Free space, in bytes. */
    long free() {
        return free;
    }

    /** With less free space, in bytes, callbacks are refused. */
    long least() {
        return least;
    }

    @Scheduled(fixedDelay = 500)
    void look() {
        try {
            FileStore disk = Files.getFileStore(data);
            least = needed(wanted, disk.getTotalSpace());
            free = disk.getUsableSpace();
            trouble = trouble(data, free, least);
        } catch (IOException e) {
            trouble = Optional.of("the disk of " + data + " cannot be asked");
        }
    }

    static long needed(long wanted, long total) {
        // On a small disk the setting would never be met.
        return Math.min(wanted, total / 4);
    }

    static Optional<String> trouble(Path data, long free, long least) {
        // The system is asked, not the mount's options: those miss a folder mounted over.
        if (!Files.isWritable(data)) {
            return Optional.of(data + " cannot be written");
        }
        return free >= least
                ? Optional.empty()
                : Optional.of("the disk of " + data + " has " + free + " bytes free and needs " + least);
    }
}
