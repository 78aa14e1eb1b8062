package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that checks files of ours, for machines that have it. */
record Tool(String name) {

    /** Skips the test on a machine without it. */
    static Tool assumed(String name) {
        assumeThat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator)))
                .as(name + " is on the PATH")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        return new Tool(name);
    }

    /** Runs it, and returns what it said; fails when it fails. */
    String run(String... arguments) throws Exception {
        List<String> command = Stream.concat(Stream.of(name), Stream.of(arguments)).toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
