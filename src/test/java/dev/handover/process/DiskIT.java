package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A data folder on a small file system that gets full, becomes read-only, or hangs. To mount one takes root. */
class DiskIT {

    @TempDir
    private Path folder;

    private Path disk;
    private Destinations destinations;
    private HandoverProcess handover;

    @BeforeEach
    void setUp() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk.toString()), "needs root to mount");
        destinations = new Destinations().up();
        handover = destinations.tell(new HandoverProcess(folder))
                .with("DATA_DIR", disk.resolve("data").toString())
                .withSetting("handover.broker.journal-file-size", "1MB")
                .withSetting("handover.broker.journal-compact-min-files", "10");
    }

    @AfterEach
    void tearDown() throws Exception {
        if (handover != null) {
            handover.close();
            destinations.close();
            run("umount", "-l", disk.toString());
        }
    }

    @Test
    void refusesBeforeTheDiskIsFullAndTakesCallbacksAgainWhenThereIsSpace() throws Exception {
        handover.start();
        Set<String> acknowledged = new HashSet<>(send("before", 50));
        Path filler = fill(10);
        handover.awaitReadiness(false);

        try (OpenIm openIm = new OpenIm(handover.port())) {
            OpenIm.Reply reply = openIm.transfer("op-full", "full");
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.body()).contains("\"errCode\":5007");
        }

        Files.delete(filler);
        handover.awaitReadiness(true);
        acknowledged.addAll(send("after", 50));
        assertThat(acknowledged).hasSizeGreaterThan(90);
        Outcome.assertNothingLost("low disk", acknowledged, handover, destinations);
        assertThat(new AuditFolder(handover).acceptedGroups()).doesNotContain("full");
    }

    /** @param inMemory events of a queue that wait in memory as well; the others are on pages, on the disk alone */
    @ParameterizedTest
    @ValueSource(ints = {4000, 1})
    void answersNoFalseSuccessAndRecoversByItselfWhenTheBrokerFindsNoSpace(int inMemory) throws Exception {
        handover.withSetting("handover.broker.min-free-disk", "0B")
                .withSetting("handover.broker.max-in-memory", Integer.toString(inMemory))
                .start();
        Set<String> acknowledged = new HashSet<>(send("before", 50));
        Path filler = fill(0);

        try (Load load = new Load(handover.port(), 4, "full", 20_000)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> load.otherStatuses().contains(503));
            acknowledged.addAll(load.stop());
            assertThat(load.otherStatuses()).containsOnly(503);
        }
        acknowledged.addAll(send("full", 100));

        Files.delete(filler);
        handover.awaitReadiness(true);
        // The broker may stop once more for what it could not write.
        acknowledged.addAll(sendUntilAllAreStored("after", 50));
        // Callbacks that failed before: what the broker may remember of them must not pass for what it stored.
        acknowledged.addAll(sendUntilAllAreStored("full", 100));
        Outcome.assertNothingLost("full disk, %d in memory".formatted(inMemory), acknowledged, handover, destinations);
    }

    @Test
    void refusesOnAReadOnlyDiskAndTakesCallbacksAgainWhenItCanBeWritten() throws Exception {
        handover.start();
        Set<String> acknowledged = new HashSet<>(send("before", 50));
        String data = handover.data().toString();
        // On top of the folder: what is open for writing forbids to make its own mount read-only.
        assertThat(run("mount", "--bind", data, data) && run("mount", "-o", "remount,bind,ro", data)).isTrue();
        handover.awaitReadiness(false);

        try (OpenIm openIm = new OpenIm(handover.port())) {
            assertThat(openIm.transfer("op-ro", "ro").status()).isEqualTo(503);
        }

        assertThat(run("umount", data)).isTrue();
        handover.awaitReadiness(true);
        acknowledged.addAll(send("after", 50));
        Outcome.assertNothingLost("read-only disk", acknowledged, handover, destinations);
    }

    @Test
    void isNotReadyWhileTheDiskHangsAndTakesCallbacksAgainWhenItGoesOn() throws Exception {
        String image = Files.createFile(disk.resolve("image")).toString();
        String hanging = Files.createDirectory(folder.resolve("hanging")).toString();
        // One in memory alone cannot be frozen.
        assumeTrue(
                run("truncate", "--size=60M", image)
                        && run("mkfs.ext4", "-q", image)
                        && run("mount", "-o", "loop", image, hanging),
                "needs ext4 and a loop device");
        try (HandoverProcess onIt = handover.with("DATA_DIR", hanging + "/data").start()) {
            Set<String> acknowledged = new HashSet<>(send("before", 50));
            assertThat(run("fsfreeze", "--freeze", hanging)).isTrue();
            try (OpenIm openIm = new OpenIm(onIt.port())) {
                onIt.awaitReadiness(false);
                OpenIm.Reply reply = openIm.transfer("op-hangs", "hangs");
                assertThat(reply.status()).isEqualTo(503);
                assertThat(reply.body()).as("tried all the same").contains("\"errCode\":5007", "not known to be stored");
            } finally {
                run("fsfreeze", "--unfreeze", hanging);
            }
            onIt.awaitReadiness(true);
            acknowledged.addAll(send("after", 50));
            assertThat(acknowledged).hasSizeGreaterThan(90);
            Outcome.assertNothingLost("a disk that hangs", acknowledged, onIt, destinations);
        } finally {
            run("umount", "-l", hanging);
        }
    }

    private Set<String> send(String prefix, int events) {
        try (Load load = new Load(handover.port(), 2, prefix, events)) {
            return load.finish();
        }
    }

    /** With another callback between: without one, all these could be in doubt for a minute, and be refused. */
    private Set<String> sendUntilAllAreStored(String prefix, int events) {
        Set<String> stored = new HashSet<>();
        AtomicInteger rounds = new AtomicInteger();
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            Set<String> round = send(prefix, events);
            stored.addAll(round);
            stored.addAll(send(prefix + "-between-" + rounds.incrementAndGet(), 1));
            return round.size() == events;
        });
        return stored;
    }

    /** Leaves so many MiB free. */
    private Path fill(int leave) throws IOException {
        Path filler = disk.resolve("filler");
        byte[] block = new byte[64 * 1024];
        try (OutputStream output = Files.newOutputStream(filler)) {
            while (Files.getFileStore(disk).getUsableSpace() > leave * 1024L * 1024) {
                output.write(block);
            }
        } catch (IOException full) {
            assertThat(leave).isZero();
        }
        return filler;
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
