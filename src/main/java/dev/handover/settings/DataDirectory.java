package dev.handover.settings;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The folder where everything that must last is kept, held by one running Handover at a time.
 *
 * <p>A second instance on the same folder does not start: two writers would break the journal and the audit's chain.
 */
@Component
public class DataDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final String SETTING = "DATA_DIR (handover.data-dir)";

    private final Path path;
    private final FileChannel lockFile;

    public DataDirectory(@Value("${handover.data-dir}") Path path) {
        this.path = path;
        try {
            create(path);
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

    /** A new one is for this user alone: the journal and the audit hold user IDs. */
    private static void create(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(path);
        } else if (!Files.exists(path)) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
            LOG.warn("Every user of this machine may read {}, which holds user IDs: chmod 700", path);
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
