package dev.handover.audit;

import static dev.handover.audit.Audits.DAY;
import static dev.handover.audit.Audits.assertWhole;
import static dev.handover.audit.Audits.event;
import static dev.handover.audit.Audits.file;
import static dev.handover.audit.Audits.lines;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to lines that come while another one is being forced. */
class ForcedTogetherTest {

    private final FaultyDisk disk = new FaultyDisk();
    private final AtomicInteger forces = new AtomicInteger();
    private final CountDownLatch go = new CountDownLatch(1);

    @TempDir
    private Path directory;

    private AuditLog log;
    private FutureTask<Boolean> first;

    @BeforeEach
    void holdTheFirstLine() throws IOException {
        log = new AuditLog(directory, new SetClock(DAY), disk);
        log.append("accepted", event("0"));
        disk.onForce = () -> {
            forces.incrementAndGet();
            awaitGo();
        };
        first = inThread("1");
        await().atMost(Duration.ofSeconds(20)).until(() -> forces.get() == 1);
    }

    @AfterEach
    void close() throws IOException {
        go.countDown();
        log.close();
    }

    @Test
    void takesOneForceForAllOfThem() throws Exception {
        List<FutureTask<Boolean>> waiting = waiting("2", "3", "4", "5", "6", "7");
        go.countDown();

        assertThat(first.get(20, SECONDS)).isTrue();
        for (FutureTask<Boolean> line : waiting) {
            assertThat(line.get(20, SECONDS)).isTrue();
        }
        assertThat(forces).hasValue(2);
        assertWhole(directory, 8);
    }

    @Test
    void writesTwinsAmongThemOnce() throws Exception {
        List<FutureTask<Boolean>> waiting = waiting("2", "2");
        go.countDown();

        assertThat(List.of(waiting.get(0).get(20, SECONDS), waiting.get(1).get(20, SECONDS)))
                .containsExactlyInAnyOrder(true, false);
        assertWhole(directory, 3);
    }

    @Test
    void failsAllOfThemAndKeepsNothingOfAny() throws Exception {
        List<FutureTask<Boolean>> waiting = waiting("2", "3", "2");
        disk.onForce = () -> disk.forceFails = true;
        go.countDown();

        assertThat(first.get(20, SECONDS)).isTrue();
        for (FutureTask<Boolean> line : waiting) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> line.get(20, SECONDS))
                    .withCauseInstanceOf(IOException.class);
        }
        assertThatIOException().isThrownBy(() -> log.append("accepted", event("2")));
        disk.onForce = () -> disk.forceFails = false;
        assertThat(log.append("accepted", event("2"))).isTrue();
        assertThat(lines(file(directory, "2026-11-24"))).hasSize(3);
        assertWhole(directory, 3);
    }

    @Test
    void failsAllOfThemWhenTheThreadThatWritesThemDies() throws Exception {
        List<FutureTask<Boolean>> waiting = waiting("2", "3", "4");
        disk.onForce = () -> {
            disk.onForce = () -> {};
            throw new InternalError("once");
        };
        go.countDown();

        assertThat(first.get(20, SECONDS)).isTrue();
        List<Throwable> failures = new ArrayList<>();
        for (FutureTask<Boolean> line : waiting) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> line.get(20, SECONDS))
                    .satisfies(failed -> failures.add(failed.getCause()));
        }
        assertThat(failures).hasAtLeastOneElementOfType(InternalError.class).hasAtLeastOneElementOfType(IOException.class);
        assertThat(log.append("accepted", event("3"))).isTrue();
        assertWhole(directory, 3);
    }

    private List<FutureTask<Boolean>> waiting(String... ids) {
        List<FutureTask<Boolean>> waiting = new ArrayList<>();
        for (String id : ids) {
            waiting.add(inThread(id));
        }
        return waiting;
    }

    /** Returns when the thread writes or waits for another one that does. */
    private FutureTask<Boolean> inThread(String id) {
        FutureTask<Boolean> line = new FutureTask<>(() -> log.append("accepted", event(id)));
        Thread thread = new Thread(line);
        thread.setDaemon(true);
        thread.start();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> thread.getState() == Thread.State.BLOCKED || thread.getState() == Thread.State.WAITING);
        return line;
    }

    private void awaitGo() {
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
