package dev.handover.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void passesASecondsWorthAtOnceAndThenAsItComesIn() {
        RateLimit limit = of(10);
        assertThat(passed(limit, "a", 30)).isEqualTo(10);
        forward(Duration.ofMillis(500));
        assertThat(passed(limit, "a", 30)).isEqualTo(5);
        forward(Duration.ofSeconds(30));
        assertThat(passed(limit, "a", 30)).isEqualTo(10);
    }

    @Test
    void countsEachClientForItself() {
        RateLimit limit = of(2);
        assertThat(passed(limit, "a", 5)).isEqualTo(2);
        assertThat(passed(limit, "b", 5)).isEqualTo(2);
    }

    @Test
    void limitsNobodyAtZeroAndRemembersNobody() {
        RateLimit limit = of(0);
        assertThatNoException().isThrownBy(() -> passed(limit, "a", 100_000));
        assertThat(limit.remembered()).isZero();
    }

    @Test
    void remembersABoundedNumberOfClientsForABoundedTime() {
        RateLimit limit = of(1);
        for (int i = 0; i < 50_000; i++) {
            limit.check("10.0." + i);
        }
        assertThat(limit.remembered()).isLessThanOrEqualTo(10_000);
        forward(Duration.ofMinutes(2));
        assertThat(limit.remembered()).isZero();
    }

    @Test
    void refusesWith5006() {
        RateLimit limit = of(1);
        limit.check("a");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> limit.check("a"))
                .satisfies(refusal -> assertThat(refusal.answer()).isEqualTo(Answer.TOO_MANY));
    }

    private RateLimit of(int perSecond) {
        return new RateLimit(
                perSecond,
                new TimeMeter() {
                    @Override
                    public long currentTimeNanos() {
                        return nanos.get();
                    }

                    @Override
                    public boolean isWallClockBased() {
                        return false;
                    }
                },
                nanos::get);
    }

    private void forward(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static int passed(RateLimit limit, String address, int requests) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            try {
                limit.check(address);
                passed++;
            } catch (Refusal refusal) {
                // Counted by what is missing.
            }
        }
        return passed;
    }
}
