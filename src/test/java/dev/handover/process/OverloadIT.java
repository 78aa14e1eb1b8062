package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** More than there should be, of everything; others are served meanwhile, in bounded memory. */
class OverloadIT {

    private static final Logger LOG = LoggerFactory.getLogger(OverloadIT.class);
    private static final int QUEUED = Integer.getInteger("overload.events", 5_000);
    private static final int MEMORY_MIB = 640;

    @TempDir
    private Path folder;

    private HandoverProcess handover;

    @BeforeEach
    void setUp() {
        handover = new HandoverProcess(folder).withJvm("-Xmx320m");
    }

    @AfterEach
    void tearDown() {
        handover.close();
    }

    @Test
    void servesCallbacksBeside10000IdleConnections() throws IOException {
        handover.start();
        List<SocketChannel> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 10_000; i++) {
                idle.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", handover.port())));
            }
            assertServed("10,000 idle connections");
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
        }
    }

    @Test
    void servesCallbacksBesideSlowSendersAndAnswersThoseThatTakeTooLong() throws Exception {
        handover.withSetting("handover.webhook.body-timeout", "3s").start();
        List<SlowCallback> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                slow.add(new SlowCallback(handover.port(), "slow" + i));
            }
            // Half of them stop in the head, half in the body.
            for (int i = 0; i < slow.size(); i++) {
                for (int bytes = 0; bytes < (i % 2 == 0 ? 20 : 200); bytes++) {
                    slow.get(i).sendOneByte();
                }
            }
            assertServed("500 slow senders");
            assertThat(slow.get(1).answer()).startsWith("HTTP/1.1 400").contains("\"errCode\":5001");
        } finally {
            for (SlowCallback callback : slow) {
                callback.close();
            }
        }
    }

    @Test
    void cutsBodiesWithoutEnd() throws Exception {
        handover.start();
        ExecutorService senders = Executors.newFixedThreadPool(20);
        try {
            List<Callable<Endless>> bodies = Collections.nCopies(20, this::sendWithoutEnd);
            for (Future<Endless> body : senders.invokeAll(bodies, 1, TimeUnit.MINUTES)) {
                assertThat(body.get().isCut()).as("cut").isTrue();
                // The connection may be reset under the sender before it reads the answer.
                assertThat(body.get().answer()).matches("(?s)(HTTP/1.1 413.*\"errCode\":5005.*)?");
            }
        } finally {
            senders.shutdownNow();
        }
        assertServed("bodies without end");
    }

    @Test
    void keepsEventsOnDiskWhileAllDestinationsAreDead() throws Exception {
        try (Destinations destinations = new Destinations()) {
            destinations.tell(handover).with("DELIVERY_MAX_DELAY", "15s")
                    .withSetting("handover.broker.max-delayed", Integer.toString(QUEUED / 10))
                    .withSetting("handover.broker.max-in-memory", Integer.toString(Math.min(4_000, QUEUED / 10)))
                    .start();
            Set<String> acknowledged;
            try (Load load = new Load(handover.port(), 16, "queued", QUEUED)) {
                acknowledged = load.finish();
                assertThat(load.otherStatuses()).isSubsetOf(Load.NOT_STORED_IN_TIME);
            }
            assertThat(acknowledged).hasSizeGreaterThan(QUEUED * 9 / 10);
            assertServed(QUEUED + " events, all destinations dead");
            handover.kill();
            destinations.up();
            handover.start();
            Outcome.assertNothingLost(QUEUED + " queued events", acknowledged, handover, destinations);
        }
    }

    private void assertServed(String scene) throws IOException {
        try (Load load = new Load(handover.port(), 4, "served", 200)) {
            Set<String> served = load.finish();
            long memory = memoryMiB();
            LOG.info("{}: {} of 200 others served, {} MiB resident", scene, served.size(), memory);
            assertThat(load.otherStatuses()).isSubsetOf(Load.NOT_STORED_IN_TIME);
            assertThat(served).hasSizeGreaterThan(180);
            assertThat(memory).isLessThan(MEMORY_MIB);
        }
    }

    private long memoryMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + handover.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /**
     * What became of a body of 40 MB.
     *
     * @param isCut whether the connection was closed before all of it was sent
     * @param answer how the answer begins; empty when it was lost
     */
    private record Endless(boolean isCut, String answer) {}

    private Endless sendWithoutEnd() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", handover.port())) {
            socket.setSoTimeout(10_000);
            boolean cut = isCut(socket.getOutputStream());
            try {
                return new Endless(cut, new String(socket.getInputStream().readNBytes(250), StandardCharsets.UTF_8));
            } catch (SocketException reset) {
                return new Endless(cut, "");
            }
        }
    }

    private static boolean isCut(OutputStream output) throws IOException {
        byte[] chunk = ("1000\r\n" + " ".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.UTF_8);
        try {
            output.write(("POST /callbackAfterTransferGroupOwnerCommand HTTP/1.1\r\nHost: handover\r\n"
                            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 10_000; i++) {
                output.write(chunk);
            }
            return false;
        } catch (SocketException closed) {
            return true;
        }
    }
}
