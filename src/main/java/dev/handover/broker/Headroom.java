package dev.handover.broker;

import dev.handover.settings.DataDirectory;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Answers whether the disk under the data folder can take more events, before the journal gets into trouble. */
@Component
class Headroom {

    private final Path data;
    private final long wanted;

    Headroom(DataDirectory data, BrokerSettings settings) {
        this.data = data.path();
        this.wanted = settings.minFreeDisk().toBytes();
    }

    /** What is wrong with the disk, in words for an operator; nothing when all is well. */
    Optional<String> trouble() {
        try {
            // The system is asked, not the mount's options: those miss a folder mounted over.
            if (!Files.isWritable(data)) {
                return Optional.of(data + " cannot be written");
            }
            FileStore disk = Files.getFileStore(data);
            // On a small disk the setting would never be met.
            long least = Math.min(wanted, disk.getTotalSpace() / 4);
            long free = disk.getUsableSpace();
            return free >= least
                    ? Optional.empty()
                    : Optional.of("the disk of " + data + " has " + free + " bytes free and needs " + least);
        } catch (IOException e) {
            return Optional.of("the disk of " + data + " cannot be asked");
        }
    }
}
