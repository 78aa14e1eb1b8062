package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the real jar in the middle of its work. The number of rounds is {@code crash.rounds}. */
class CrashIT {

    private static final int ROUNDS = Integer.getInteger("crash.rounds", 3);

    private static final int FEWER_ROUNDS = (ROUNDS + 2) / 3;

    private final Random random = new Random();

    @TempDir
    private Path folder;

    private Destinations destinations;
    private HandoverProcess handover;

    @BeforeEach
    void setUp() {
        destinations = new Destinations().mailUp();
        handover = destinations.tell(new HandoverProcess(folder));
    }

    @AfterEach
    void tearDown() {
        handover.close();
        destinations.close();
    }

    @Test
    void losesNothingWhenKilledAtRandomMoments() {
        destinations.slackUp();
        Set<String> acknowledged = new HashSet<>();
        for (int round = 1; round <= ROUNDS; round++) {
            handover.start();
            try (Load load = new Load(handover.port(), 8, "round" + round, 2000)) {
                killAfter(load, 1 + random.nextInt(200));
                acknowledged.addAll(load.stop());
            }
        }
        handover.start();
        Outcome.assertNothingLost("kill -9, " + ROUNDS + " rounds", acknowledged, handover, destinations);
    }

    @Test
    void losesNothingWhenKilledWhileTheBrokerCompactsItsJournal() {
        // What waits for Slack lives among what is done with: only such files are compacted.
        handover.withSetting("handover.broker.journal-file-size", "64KB")
                .withSetting("handover.broker.journal-compact-min-files", "2");
        Set<String> acknowledged = new HashSet<>();
        for (int round = 1; round <= FEWER_ROUNDS; round++) {
            handover.start();
            try (Load load = new Load(handover.port(), 1, "compact" + round, 300)) {
                await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                        .until(this::isCompacting);
                handover.kill();
                acknowledged.addAll(load.stop());
            }
        }
        destinations.slackUp();
        handover.start();
        Outcome.assertNothingLost("kill -9 while compacting", acknowledged, handover, destinations);
    }

    @Test
    void losesNothingWhenKilledDuringAStop() {
        destinations.slackUp();
        Set<String> acknowledged = new HashSet<>();
        for (int round = 1; round <= FEWER_ROUNDS; round++) {
            handover.start();
            try (Load load = new Load(handover.port(), 8, "stop" + round, 2000)) {
                await().atMost(Duration.ofSeconds(30)).until(() -> load.acknowledgedCount() > 50);
                handover.terminate();
                long pause = random.nextInt(500);
                await().pollDelay(Duration.ofMillis(pause)).until(() -> true);
                handover.kill();
                acknowledged.addAll(load.stop());
            }
        }
        handover.start();
        Outcome.assertNothingLost("kill -9 during a stop", acknowledged, handover, destinations);
    }

    private void killAfter(Load load, int acknowledged) {
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> load.acknowledgedCount() >= acknowledged);
        assertThat(handover.isAlive()).isTrue();
        handover.kill();
    }

    private boolean isCompacting() throws Exception {
        try (Stream<Path> files = Files.list(handover.data().resolve("broker/journal"))) {
            return files.anyMatch(file -> file.toString().endsWith(".cmp"));
        }
    }
}
