package dev.handover.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** When what was stored waits for callbacks that are being answered. */
class CallbacksFirstTest {

    private final CallbacksFirst first = new CallbacksFirst();
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @Test
    void goesOnAtOnceBesideOneCallbackAtATime() {
        for (int i = 0; i < 100; i++) {
            first.onExchangeBegin(null, exchange);
            assertThat(timeOf()).isLessThan(Duration.ofMillis(CallbacksFirst.LONGEST_MS / 2));
            first.onExchangeDone(null, exchange);
        }
    }

    @Test
    void waitsBesideSeveralCallbacksUntilTheyAreAnswered() {
        first.onExchangeBegin(null, exchange);
        first.onExchangeBegin(null, exchange);
        assertThat(timeOf()).isGreaterThan(Duration.ofMillis(CallbacksFirst.QUIET_MS / 2));
        first.onExchangeDone(null, exchange);
        first.onExchangeDone(null, exchange);
        await().atMost(Duration.ofSeconds(10)).until(() -> timeOf().compareTo(Duration.ofMillis(CallbacksFirst.QUIET_MS / 2)) < 0);
    }

    @Test
    void goesOnAfterAWhileHoweverLongCallbacksKeepComingOneEventAfterTheOther() {
        first.onExchangeBegin(null, exchange);
        callback();
        List<CompletableFuture<Long>> ends = Stream.generate(() -> CompletableFuture.supplyAsync(this::end)).limit(2).toList();
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(2)).until(() -> {
            callback();
            return ends.stream().allMatch(CompletableFuture::isDone);
        });
        long apart = Math.abs(ends.get(0).join() - ends.get(1).join());
        assertThat(Duration.ofNanos(apart)).isGreaterThan(Duration.ofMillis(CallbacksFirst.LONGEST_MS / 2));
    }

    /** Beside another one. */
    private void callback() {
        first.onExchangeBegin(null, exchange);
        first.onExchangeDone(null, exchange);
    }

    private long end() {
        first.process(exchange);
        return System.nanoTime();
    }

    private Duration timeOf() {
        long begun = System.nanoTime();
        first.process(exchange);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
