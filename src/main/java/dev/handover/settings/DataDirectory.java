package dev.handover.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The folder where everything that must last is kept, held by one running Handover at a time.
 *
 * <p>A second instance on the same folder does not start: two writers would break the journal and the audit's chain.
 */
@Component
public class DataDirectory implements AutoCloseable {

    private static final String SETTING = "DATA_DIR (handover.data-dir)";

    private final Path path;
    private final FileChannel lockFile;

    DataDirectory(@Value("${handover.data-dir}") Path path) {
        this.path = path;
        try {
            Files.createDirectories(path);
            lockFile = FileChannel.open(
                    path.resolve("handover.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new InvalidSetting(
                    SETTING, "is not a folder that can be written", "Write the path of a folder that can be.");
        }
        if (!isMine()) {
            throw new InvalidSetting(
                    SETTING, "is in use by another Handover", "Stop that one, or write another folder.");
        }
    }

    private boolean isMine() {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException | IOException e) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
