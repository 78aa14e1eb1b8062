package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.command.HandoverCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kills a process that does nothing but append to the audit and begin new files. */
class RotationCrashIT {

    private static final Logger LOG = LoggerFactory.getLogger(RotationCrashIT.class);
    private static final int ROUNDS = 2 * Integer.getInteger("crash.rounds", 3);

    private final Random random = new Random();

    @TempDir
    private Path folder;

    @Test
    void keepsEveryForcedLineAndTheChainWhenKilledWhileTheAuditRotates() throws Exception {
        int forced = 0;
        String day = "2026-11-24T00:00:00Z";
        for (int round = 0; round < ROUNDS; round++) {
            Process auditor = start(forced + 1, day);
            List<String> told = readUntil(auditor, 20 + random.nextInt(300));
            auditor.destroyForcibly();
            assertThat(auditor.waitFor(10, TimeUnit.SECONDS)).isTrue();
            // What was told between the last line read and the kill counts, too.
            String last = told.get(told.size() - 1);
            forced = Integer.parseInt(last.substring(0, last.indexOf(' ')));
            day = last.substring(last.indexOf(' ') + 1);
        }

        assertThat(HandoverCommand.execute(new String[] {"audit", "verify", folder.toString()})).isZero();
        List<String> lines = lines();
        long files = files().size();
        LOG.info("kill -9 while rotating, {} rounds: forced {}, files {}, lines {}", ROUNDS, forced, files, lines.size());
        assertThat(files).isGreaterThan(forced / 4);
        assertThat(IntStream.rangeClosed(1, forced).mapToObj(number -> "\"id\":\"event-" + number + "\""))
                .allSatisfy(id -> assertThat(lines.stream().filter(line -> line.contains(id))).hasSize(1));
    }

    private Process start(int first, String day) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RotatingAuditor.class.getName(),
                        folder.toString(),
                        Integer.toString(first),
                        day)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static List<String> readUntil(Process auditor, int lines) throws IOException {
        BufferedReader output = auditor.inputReader();
        List<String> told = Stream.generate(() -> line(output)).limit(lines).collect(Collectors.toList());
        auditor.destroyForcibly();
        String line;
        while ((line = line(output)) != null) {
            if (line.endsWith("Z")) {
                told.add(line);
            }
        }
        return told;
    }

    private static String line(BufferedReader output) {
        try {
            return output.readLine();
        } catch (IOException closed) {
            return null;
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private List<String> lines() throws IOException {
        return files().stream()
                .flatMap(file -> {
                    try {
                        return Files.readAllLines(file).stream();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }
}
