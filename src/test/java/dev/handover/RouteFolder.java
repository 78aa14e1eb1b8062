package dev.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the project's routes that a test may edit. */
record RouteFolder(Path path) {

    /** A copy in a folder that is not there yet. */
    static RouteFolder copyTo(Path folder) {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(Path.of("routes").relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
            return new RouteFolder(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String name) {
        return path.resolve(name);
    }

    String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RouteFolder write(String name, String text) {
        try {
            Files.writeString(file(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RouteFolder replace(String name, String old, String next) {
        String text = read(name);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(name + " has no " + old);
        }
        return write(name, text.replace(old, next));
    }

    RouteFolder delete(String name) {
        try {
            Files.delete(file(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a branch for a destination to the fan-out. */
    RouteFolder branch(String destination) {
        return replace(
                "callback.camel.yaml",
                "              # one line for each destination of yours",
                "              - to: {uri: \"jms:transfers." + destination + "\"}\n"
                        + "              # one line for each destination of yours");
    }

    RouteFolder withoutBranch(String destination) {
        return replace("callback.camel.yaml", "              - to: {uri: \"jms:transfers." + destination + "\"}\n", "");
    }
}
