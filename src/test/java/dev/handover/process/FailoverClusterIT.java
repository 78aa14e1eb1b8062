package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pair of brokers that share a folder: one serves, and the other takes over when it is killed. */
class FailoverClusterIT {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverClusterIT.class);
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    @Test
    void losesNothingWhenTheBackupTakesOverAndWhenTheFirstTakesBack() throws Exception {
        Path shared = folder.resolve("shared");
        try (Destinations destinations = new Destinations().up();
                ArtemisProcess primary = broker("primary", shared).start();
                ArtemisProcess backup = broker("backup", shared).launch();
                HandoverProcess handover = instance(destinations, primary, backup).start()) {
            await().atMost(SOON).until(() -> backup.logText().contains("waiting for primary to fail"));
            assertThat(backup.listens()).as("the backup listens").isFalse();
            Set<String> acknowledged = new HashSet<>();
            acknowledged.addAll(killUnderLoad(primary, handover, "first"));
            primary.launch();
            await().atMost(SOON).until(() -> primary.logText().split("Waiting indefinitely").length > 2);
            acknowledged.addAll(killUnderLoad(backup, handover, "second"));
            List<String> audited = Outcome.assertNothingLost(
                    "the serving broker of a pair killed, twice", acknowledged, List.of(handover), destinations);
            assertThat(audited).as("audited once").doesNotHaveDuplicates();
        }
    }

    private Set<String> killUnderLoad(ArtemisProcess serving, HandoverProcess handover, String prefix) {
        try (Load load = new Load(handover.port(), 4, prefix, 20_000)) {
            await().atMost(SOON).until(() -> load.acknowledgedCount() > 100);
            serving.kill();
            long killed = System.nanoTime();
            int before = load.acknowledgedCount();
            await().atMost(SOON).until(() -> load.acknowledgedCount() > before + 100);
            LOG.info("{}: the other broker serves after {} ms at most", prefix, (System.nanoTime() - killed) / 1_000_000);
            Set<String> acknowledged = load.stop();
            assertThat(load.otherStatuses()).isSubsetOf(503);
            return acknowledged;
        }
    }

    private ArtemisProcess broker(String role, Path shared) {
        return new ArtemisProcess(folder.resolve(role), shared)
                .withProperties(Path.of("ops", "broker-" + role + ".properties"));
    }

    private HandoverProcess instance(Destinations destinations, ArtemisProcess primary, ArtemisProcess backup)
            throws Exception {
        HandoverProcess handover = new HandoverProcess(Files.createDirectory(folder.resolve("handover")));
        return ArtemisProcess.serve(destinations.tell(handover), "(" + primary.url() + "," + backup.url() + ")");
    }
}
