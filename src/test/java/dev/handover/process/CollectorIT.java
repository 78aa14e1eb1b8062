package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector of spans that never answers, and then is away. */
class CollectorIT {

    private static final Duration STOP = Duration.ofSeconds(20);
    private static final String FAILED = "Failed to export spans";

    @TempDir
    private Path folder;

    @Test
    void holdsUpNeitherAnAnswerNorADeliveryNorAStop() throws IOException {
        // Connections are made, and nobody ever reads from them.
        try (ServerSocket collector = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                Destinations destinations = new Destinations().up();
                HandoverProcess handover = destinations.tell(new HandoverProcess(folder))
                        .with("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.getLocalPort())
                        .start()) {
            Set<String> acknowledged = new HashSet<>(send(handover, "hangs"));
            await().atMost(Duration.ofSeconds(30)).until(() -> handover.logText().contains(FAILED));
            collector.close();
            acknowledged.addAll(send(handover, "away"));
            Outcome.assertNothingLost("no collector", acknowledged, handover, destinations);

            handover.terminate();
            assertThat(handover.awaitExit(STOP)).as("143 is SIGTERM's").isEqualTo(143);
            assertThat(handover.logText().lines().filter(line -> line.contains(FAILED))).hasSizeLessThan(10);
        }
    }

    private static Set<String> send(HandoverProcess handover, String prefix) {
        try (Load load = new Load(handover.port(), 2, prefix, 50)) {
            Set<String> acknowledged = load.finish();
            assertThat(load.otherStatuses()).isSubsetOf(Load.NOT_STORED_IN_TIME);
            assertThat(acknowledged).hasSizeGreaterThan(45);
            return acknowledged;
        }
    }
}
