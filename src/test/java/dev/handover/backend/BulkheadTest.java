package dev.handover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

@Timeout(20)
class BulkheadTest {

    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void letsGo() {
        never.countDown();
    }

    @Test
    void waitsNoLongerForACallThatCannotBeBrokenOff() {
        try (Bulkhead bulkhead = of(Duration.ofMillis(50))) {
            assertTooSlow(bulkhead);
        }
    }

    @Test
    void refusesAtOnceWhenTheOnlyPlaceIsTaken() throws Exception {
        // Longer than this test may take.
        try (Bulkhead bulkhead = of(Duration.ofSeconds(25))) {
            CountDownLatch taken = new CountDownLatch(1);
            CompletableFuture<Object> first = CompletableFuture.supplyAsync(() -> called(bulkhead, taken));
            taken.await();
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> bulkhead.call(this::stuck))
                    .withMessage("The app backend has too many callbacks to answer")
                    .satisfies(refusal -> assertThat(refusal.answer()).isEqualTo(Answer.BACKEND_TOO_SLOW));
            assertThat(first).isNotDone();
        }
    }

    @Test
    void returnsAndThrowsWhatTheCallDoes() throws Exception {
        try (Bulkhead bulkhead = of(Duration.ofSeconds(5))) {
            assertThat(bulkhead.call(() -> "answer")).isEqualTo("answer");
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> bulkhead.call(() -> {
                        throw new IOException("broken");
                    }))
                    .withMessage("broken");
        }
    }

    /** As when no thread can be made, which may be over soon. */
    @Test
    void keepsNoPlaceForACallThatNoThreadTakes() {
        Bulkhead bulkhead = of(Duration.ofSeconds(5));
        bulkhead.close();
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> bulkhead.call(() -> "answer"));
        }
    }

    private void assertTooSlow(Bulkhead bulkhead) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> bulkhead.call(this::stuck))
                .satisfies(refusal -> assertThat(refusal.answer()).isEqualTo(Answer.BACKEND_TOO_SLOW));
    }

    private Object called(Bulkhead bulkhead, CountDownLatch taken) {
        try {
            return bulkhead.call(() -> {
                taken.countDown();
                return stuck();
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the resolution of a name: deaf to interrupts. */
    private Object stuck() {
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException ignored) {
                // Goes on.
            }
        }
        return null;
    }

    private static Bulkhead of(Duration timeout) {
        return new Bulkhead(new BackendSettings("http://backend", "false", timeout, 1, DataSize.ofMegabytes(1)), 32, Duration.ofSeconds(30));
    }
}
