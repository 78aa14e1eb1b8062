package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destinations that are down when the process is killed. */
class OutageIT {

    @TempDir
    private Path folder;

    @Test
    void deliversAllEventsThatWereAcceptedWithMailAndSlackDownBeforeAKill() {
        try (Destinations destinations = new Destinations();
                HandoverProcess handover = destinations.tell(new HandoverProcess(folder))) {
            handover.start();
            Set<String> acknowledged;
            try (Load load = new Load(handover.port(), 4, "outage", 200)) {
                acknowledged = load.finish();
                assertThat(load.otherStatuses()).isSubsetOf(Load.NOT_STORED_IN_TIME);
            }
            assertThat(acknowledged).hasSizeGreaterThan(180);
            handover.kill();
            handover.start();
            destinations.up();
            Outcome.assertNothingLost("200 events, mail and Slack down, kill -9", acknowledged, handover, destinations);
            assertThat(destinations.mailGroups()).containsAll(acknowledged);
        }
    }

    @Test
    void answersADuplicateWithSuccessAndStoresItOnceOverAKill() {
        try (Destinations destinations = new Destinations().up();
                HandoverProcess handover = destinations.tell(new HandoverProcess(folder))) {
            handover.start();
            assertThat(transfer(handover).isSuccess()).isTrue();
            handover.kill();
            handover.start();
            assertThat(transfer(handover).isSuccess()).isTrue();
            Outcome.assertNothingLost("a duplicate over a kill", Set.of("twice"), handover, destinations);
        }
    }

    private static OpenIm.Reply transfer(HandoverProcess handover) {
        try (OpenIm openIm = new OpenIm(handover.port())) {
            return openIm.transfer("op-twice", "twice");
        }
    }
}
