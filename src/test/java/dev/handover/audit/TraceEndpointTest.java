package dev.handover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.NothingConfigured;
import dev.handover.Running;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What became of events, as the management port tells it. */
@NothingConfigured
class TraceEndpointTest {

    @Autowired
    private Running handover;

    @Autowired
    private Trails trails;

    @Test
    void looksUpOneAfterTheOtherAndTheConsoleToo() {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        synchronized (trails) {
            for (String path : List.of("/actuator/trace/none", "/actuator/trace?key=none", "/console?key=none")) {
                answers.add(CompletableFuture.supplyAsync(() -> get(path), task -> new Thread(task).start()));
            }
            handover.eventually(() -> assertThat(waitingForTrails()).isEqualTo(3));
        }
        assertThat(answers).extracting(answer -> answer.join().statusCode()).containsExactly(404, 404, 200);
    }

    private long waitingForTrails() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .map(thread -> thread.getThreadState() == Thread.State.BLOCKED ? thread.getLockInfo() : null)
                .filter(this::isOfTrails)
                .count();
    }

    private boolean isOfTrails(LockInfo lock) {
        return lock != null && lock.getIdentityHashCode() == System.identityHashCode(trails);
    }

    private HttpResponse<String> get(String path) {
        try {
            return handover.manage("GET", path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
