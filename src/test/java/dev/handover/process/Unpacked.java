package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The jar as {@code ops/unpack} takes it apart, with the archive of its classes: it starts in half the time. */
final class Unpacked {

    private static final List<String> PARTS = List.of("handover.jar", "jars", "handover.jsa");
    private static final Path FOLDER = make(Path.of("target", "unpacked").toAbsolutePath());

    private Unpacked() {}

    /** Puts it into a folder for whoever cannot follow links to ours. The archive knows the jars by their time, too. */
    static void copyTo(Path folder) throws Exception {
        List<String> copy = new ArrayList<>(List.of("cp", "--archive"));
        PARTS.forEach(part -> copy.add(FOLDER.resolve(part).toString()));
        copy.add(folder.toString());
        assertThat(new ProcessBuilder(copy).inheritIO().start().waitFor()).as("the exit code of cp").isZero();
    }

    /** Puts it into a folder, by links where it is not there, and answers how Java is told to run it from there. */
    static List<String> in(Path folder) {
        for (String part : PARTS) {
            Path link = folder.resolve(part);
            try {
                if (Files.notExists(link)) {
                    Files.createSymbolicLink(link, FOLDER.resolve(part));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return List.of(
                "-XX:SharedArchiveFile=handover.jsa", "-Xlog:cds=off",
                "-cp", "handover.jar:lib/*", "dev.handover.Handover");
    }

    /** Takes the links out of a folder again; JUnit warns of each in a temporary one. */
    static void outOf(Path folder) {
        for (String part : PARTS) {
            Path link = folder.resolve(part);
            try {
                if (Files.isSymbolicLink(link)) {
                    Files.delete(link);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path make(Path folder) {
        ProcessBuilder unpack = new ProcessBuilder("ops/unpack", folder.toString()).inheritIO();
        unpack.environment().put("JAVA_HOME", System.getProperty("java.home"));
        try {
            Process process = unpack.start();
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ops/unpack ended in time").isTrue();
            assertThat(process.exitValue()).as("the exit code of ops/unpack").isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(folder.resolve("handover.jsa")).isNotEmptyFile();
        return folder;
    }
}
