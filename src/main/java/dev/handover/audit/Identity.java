package dev.handover.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Which file a path led to.
 *
 * @param path the path
 * @param key what the file system calls the file; null where it has no name of its own for it
 */
record Identity(Path path, Object key) {

    static Identity of(Path path) throws IOException {
        return new Identity(path, attributes(path).fileKey());
    }

    /** Whether the path still leads to that file. */
    boolean isSame() throws IOException {
        try {
            return Objects.equals(key, attributes(path).fileKey());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** How long the file is that the path leads to now. */
    long size() throws IOException {
        return attributes(path).size();
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class);
    }
}
