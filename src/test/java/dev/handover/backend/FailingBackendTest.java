package dev.handover.backend;

import static dev.handover.backend.BackendStub.breaksOffAfter;
import static dev.handover.backend.BackendStub.hasNoEndAfter;
import static dev.handover.backend.BackendStub.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.backend.Caller.Answered;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sees of a backend that fails, and others do not. */
class FailingBackendTest extends PassingThrough {

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nonly",
        "nonsense\r\n\r\n"
    })
    void answers502WhenItBreaksOff(String after) throws Exception {
        BACKEND.then(breaksOffAfter(after));
        assertFailed(caller.post("/" + COMMAND, "{}"), 502);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Content-Length: 99999999999\r\n"})
    void answers502WhenItsAnswerHasNoEnd(String header) throws Exception {
        BACKEND.then(hasNoEndAfter("HTTP/1.1 200 OK\r\n" + header + "\r\n", "x"));
        assertFailed(caller.post("/" + COMMAND, "{}"), 502);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void answers502WhenItsHeadersAreTooLong(int lines) throws Exception {
        String header = "X-Long: " + "x".repeat(9000 / lines) + "\r\n";
        BACKEND.then(says("HTTP/1.1 200 OK\r\n" + header.repeat(lines) + "Content-Length: 2\r\n\r\nok"));
        assertFailed(caller.post("/" + COMMAND, "{}"), 502);
    }

    @Test
    void answers504WhenNothingComes() throws Exception {
        BACKEND.then(BACKEND.hangsAfter(""));
        assertTooSlow(caller.post("/" + COMMAND, "{}"));
    }

    @Test
    void answers504WhenHeadersDrip() throws Exception {
        BACKEND.then(BACKEND.dripsAfter("HTTP/1.1 200 OK\r\nX-Long: "));
        assertTooSlow(caller.post("/" + COMMAND, "{}"));
    }

    @Test
    void answers504WhenTheBodyDrips() throws Exception {
        BACKEND.then(BACKEND.dripsAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"));
        assertTooSlow(caller.post("/" + COMMAND, "{}"));
    }

    @Test
    void usesNoConnectionThatTheBackendClosedMeanwhile() throws Exception {
        for (int i = 0; i < 20; i++) {
            CountDownLatch closed = new CountDownLatch(1);
            BACKEND.then(output -> {
                says("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").answer(output);
                output.close();
                closed.countDown();
            });
            assertThat(caller.post("/" + COMMAND, "{}").status()).isEqualTo(200);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** A busy machine delays one of ours now and then; a backend that did would do so each time. */
    @Test
    void doesNotDelayOurOwnCallback() throws Exception {
        Duration longest = TIMEOUT;
        for (int round = 0; round < 5 && longest.toMillis() >= 1000; round++) {
            longest = longestOfOursWhileOthersHang(round);
        }
        assertThat(longest).isLessThan(Duration.ofMillis(1000));
    }

    @Test
    void holdsNoMoreBodiesThanThereIsMemoryFor() throws Exception {
        String large = "x".repeat(200 * 1024);
        BACKEND.then(BACKEND.hangsAfter(""));
        CompletableFuture<Answered> hanging = posted(large);
        BACKEND.seen();
        assertFailed(caller.post("/" + COMMAND, large), 503);
        assertFailed(hanging.join(), 504);
        for (int i = 0; i < 10; i++) {
            assertThat(caller.post("/" + COMMAND, large).status()).isEqualTo(200);
        }
    }

    /** A sender that could not send on would not look at the answer, and a proxy before it would say 502. */
    @Test
    void readsTheRestOfABodyForWhichThereIsNoMemoryAndKeepsNothingOfIt() throws Exception {
        BACKEND.then(BACKEND.hangsAfter(""));
        CompletableFuture<Answered> hanging = posted("x".repeat(200 * 1024));
        BACKEND.seen();
        // There would be no memory for another one, either, if what came of it were kept.
        Answered refused = caller.postAnsweredMidway("/" + COMMAND, 120 * 1024, 200 * 1024, () -> assertThat(
                        caller.post("/" + COMMAND, "x".repeat(80 * 1024)).status())
                .isEqualTo(200));
        assertFailed(refused, 503);
        assertFailed(hanging.join(), 504);
    }

    @Test
    void forgetsTheBodiesOfCallersThatWentAway() throws Exception {
        for (int i = 0; i < 10; i++) {
            caller.leaves("/" + COMMAND, "x".repeat(20 * 1024), 30 * 1024);
            BACKEND.then(BACKEND.hangsAfter(""));
            caller.leaves("/" + COMMAND, "x".repeat(20 * 1024), 20 * 1024);
            BACKEND.seen();
            BACKEND.reset();
        }
        await().untilAsserted(() -> assertThat(caller.post("/" + COMMAND, "x".repeat(200 * 1024)).status())
                .isEqualTo(200));
    }

    private Duration longestOfOursWhileOthersHang(int round) throws Exception {
        BACKEND.reset();
        BACKEND.always(BACKEND.hangsAfter(""));
        // More than there are workers: if they waited for a place, ours would wait for a worker.
        List<CompletableFuture<Answered>> others =
                IntStream.range(0, 2 * WORKERS).mapToObj(i -> posted("{}")).toList();
        for (int i = 0; i < PLACES; i++) {
            BACKEND.seen();
        }
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            Answered ours = caller.ours("G" + i, "op-hang-" + round + "-" + i);
            assertThat(ours.status()).isEqualTo(200);
            longest = ours.took().compareTo(longest) > 0 ? ours.took() : longest;
        }
        int withoutAPlace = 0;
        for (CompletableFuture<Answered> other : others) {
            Answered answered = other.join();
            assertFailed(answered, 504);
            withoutAPlace += answered.text().contains("too many callbacks") ? 1 : 0;
        }
        assertThat(withoutAPlace).as("refused without a place").isGreaterThan(WORKERS);
        return longest;
    }

    private void assertTooSlow(Answered answered) throws IOException {
        assertFailed(answered, 504);
        assertThat(answered.took()).isBetween(TIMEOUT, TIMEOUT.plusSeconds(10));
        BACKEND.reset();
    }

    private void assertFailed(Answered answered, int status) throws IOException {
        assertThat(answered.status()).isEqualTo(status);
        assertThat(answered.errCode()).isEqualTo(5007);
        assertThat(answered.header("Content-Type")).containsExactly("application/json");
    }

    private CompletableFuture<Answered> posted(String body) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return caller.post("/" + COMMAND, body);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                task -> new Thread(task).start());
    }
}
