package dev.handover.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
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
        long begun = System.nanoTime();
        first.onExchangeBegin(null, exchange);
        first.process(exchange);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(CallbacksFirst.QUIET_MS));
        first.onExchangeDone(null, exchange);
        first.onExchangeDone(null, exchange);
        await().atMost(Duration.ofSeconds(10)).until(() -> timeOf().compareTo(Duration.ofMillis(CallbacksFirst.QUIET_MS / 2)) < 0);
    }

    @Test
    void goesOnAfterAWhileHoweverLongCallbacksKeepComingOneEventAfterTheOther() {
        CallbacksFirst busy = new CallbacksFirst(Duration.ofMinutes(1), Duration.ofSeconds(1));
        busy.onExchangeBegin(null, exchange);
        busy.onExchangeBegin(null, exchange);
        long begun = System.nanoTime();
        List<Duration> times = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    busy.process(exchange);
                    return Duration.ofNanos(System.nanoTime() - begun);
                }))
                .limit(2)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(times.get(0)).isBetween(Duration.ofMillis(990), Duration.ofSeconds(30));
        assertThat(times.get(1)).isBetween(Duration.ofMillis(1990), Duration.ofSeconds(30));
    }

    @Test
    void seesCallbacksAfterAnotherContextThatNamesItHasEnded() throws Exception {
        CallbacksFirst busy = new CallbacksFirst(Duration.ofMinutes(1), Duration.ofSeconds(1));
        CountDownLatch come = new CountDownLatch(2);
        CountDownLatch answered = new CountDownLatch(1);
        try (DefaultCamelContext camel = context(busy, come, answered)) {
            camel.start();
            // As for an edit of the routes.
            try (DefaultCamelContext trial = context(busy, come, answered)) {
                trial.setAutoStartup(false);
                trial.start();
            }
            ProducerTemplate openim = camel.createProducerTemplate();
            List<CompletableFuture<Object>> callbacks = Stream.generate(() -> openim.asyncRequestBody("direct:callback", "x"))
                    .limit(2)
                    .toList();
            assertThat(come.await(20, TimeUnit.SECONDS)).isTrue();
            long begun = System.nanoTime();
            busy.process(exchange);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(990));
            answered.countDown();
            callbacks.forEach(CompletableFuture::join);
        }
    }

    private static DefaultCamelContext context(CallbacksFirst policy, CountDownLatch come, CountDownLatch answered) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind("callbacksFirst", policy);
        camel.getRegistry().bind("answer", (Processor) exchange -> {
            come.countDown();
            answered.await(20, TimeUnit.SECONDS);
        });
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("callback.camel.yaml", """
                - route: {id: callback, routePolicy: callbacksFirst, from: {uri: "direct:callback", steps: [{process: {ref: answer}}]}}
                - route: {id: fan-out, from: {uri: "direct:fan-out", steps: [{process: {ref: callbacksFirst}}]}}
                """));
        return camel;
    }

    private Duration timeOf() {
        long begun = System.nanoTime();
        first.process(exchange);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
