package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM in the middle of work. */
class StopIT {

    private static final Duration STOP = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Destinations destinations;
    private HandoverProcess handover;

    @BeforeEach
    void setUp() {
        destinations = new Destinations().up();
        handover = destinations.tell(new HandoverProcess(folder)).start();
    }

    @AfterEach
    void tearDown() {
        handover.close();
        destinations.close();
    }

    @Test
    void losesNothingOverARestartUnderLoadAndAnswersNothingButSuccessAnd503() {
        Set<String> acknowledged;
        try (Load load = new Load(handover.port(), 8, "restart", 200_000)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> load.acknowledgedCount() > 300);
            handover.terminate();
            assertThat(handover.awaitExit(STOP)).as("143 is SIGTERM's").isEqualTo(143);
            int before = load.acknowledgedCount();
            handover.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> load.acknowledgedCount() > before + 100);
            acknowledged = load.stop();
            // 0 is a closed port, or one that closes a kept connection between two callbacks.
            assertThat(load.otherStatuses()).isSubsetOf(0, 503);
        }
        Outcome.assertNothingLost("restart under load", acknowledged, handover, destinations);
    }

    @Test
    void answersTheCallbackThatIsBeingReceivedAndRefusesTheNextInJson() throws Exception {
        try (SlowCallback slow = new SlowCallback(handover.port(), "in-flight");
                OpenIm kept = new OpenIm(handover.port())) {
            assertThat(kept.transfer("op-kept", "kept").isSuccess()).isTrue();
            slow.sendAllButTheEnd();
            handover.terminate();
            await().atMost(Duration.ofSeconds(10)).until(() -> handover.logText().contains("Commencing graceful shutdown"));

            OpenIm.Reply next = kept.transfer("op-next", "next");
            String inFlight = slow.finish();

            assertThat(next.status()).isIn(0, 503);
            if (next.status() == 503) {
                assertThat(next.body()).contains("\"errCode\":5007");
            }
            assertThat(inFlight).startsWith("HTTP/1.1 ").contains("\"actionCode\":");
            assertThat(handover.awaitExit(STOP)).isEqualTo(143);
        }
    }

    @Test
    void endsInTimeWhileADestinationHangs() {
        destinations.slackHangs();
        try (Load load = new Load(handover.port(), 2, "hang", 20)) {
            Set<String> acknowledged = load.finish();
            assertThat(load.otherStatuses()).isSubsetOf(Load.NOT_STORED_IN_TIME);
            assertThat(acknowledged).hasSizeGreaterThan(15);
            await().atMost(Duration.ofSeconds(20)).until(() -> destinations.slackIsHanging());
            handover.terminate();
            handover.awaitExit(STOP);
            destinations.slackAnswers();
            handover.start();
            Outcome.assertNothingLost("stop while Slack hangs", acknowledged, handover, destinations);
        }
    }
}
