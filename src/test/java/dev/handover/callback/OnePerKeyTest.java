package dev.handover.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the broker's duplicate detection cannot know: whether the first of two was forced. */
@Timeout(60)
class OnePerKeyTest {

    private static final int LONG = 5_000;

    private final AtomicInteger sent = new AtomicInteger();
    private final OnePerKey policy = new OnePerKey();
    private final CamelContext camel = new DefaultCamelContext();
    private final Queue<Held> held = new ArrayDeque<>();
    private AsyncProducer callback;
    private volatile boolean failing;
    private volatile boolean holding;
    private volatile boolean breaking;
    private volatile boolean forgetting;
    private volatile IntFunction<CompletableFuture<Exchange>> waitingFor;

    private record Held(Exchange exchange, AsyncCallback callback) {}

    @BeforeEach
    void setUp() throws Exception {
        build("callback");
        build("deny");
        // An exchange that ended in an Error is counted for ever.
        camel.getShutdownStrategy().setTimeout(1);
        camel.start();
        callback = camel.getEndpoint("direct:callback").createAsyncProducer();
        callback.start();
    }

    @AfterEach
    void tearDown() {
        camel.stop();
        policy.close();
    }

    @Test
    void refusesATwinWhileTheFirstOnesOutcomeIsNotKnown() {
        fail("callback", "a");
        assertInDoubt("callback", "a");
        assertThat(sent).hasValue(1);
    }

    @Test
    void takesATwinAgainOnceAnotherCallbackIsForced() {
        fail("callback", "a");
        assertStored("callback", "b");
        assertStored("callback", "a");
        assertThat(sent).hasValue(3);
    }

    @Test
    void leavesItInDoubtWhenAnotherCallbackFailsToo() {
        fail("callback", "a");
        fail("callback", "b");
        assertInDoubt("callback", "a");
    }

    @Test
    void leavesItInDoubtWhenAnotherQueueStores() {
        fail("callback", "a");
        assertStored("deny", "b");
        assertStored("deny", "a");
        assertInDoubt("callback", "a");
    }

    @Test
    void leavesItInDoubtWhenTheRouteIsBuiltAgain() throws Exception {
        fail("callback", "a");
        camel.getRouteController().stopRoute("callback");
        camel.removeRoute("callback");
        build("callback");
        assertInDoubt("callback", "a");
    }

    @Test
    void letsTwinsWaitForTheFirstAndNobodyElse() throws Exception {
        holding = true;
        List<CompletableFuture<Exchange>> twins = new ArrayList<>(List.of(begin("a")));
        holding = false;
        twins.add(begin("a"));
        twins.add(begin("a"));
        assertStored("callback", "b");
        assertThat(sent).hasValue(2);
        assertThat(twins).noneMatch(CompletableFuture::isDone);
        goOn();
        for (CompletableFuture<Exchange> twin : twins) {
            assertThat(twin.get(20, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(sent).hasValue(4);
    }

    /** Each refused within the one before, they would fill the stack. */
    @Test
    void refusesALongLineOfTwinsWhenTheFirstFails() throws Exception {
        holding = true;
        begin("a");
        List<CompletableFuture<Exchange>> line = IntStream.range(0, LONG).mapToObj(number -> begin("a")).toList();
        holding = false;
        timesOut(held.element().exchange());
        goOn();
        for (CompletableFuture<Exchange> twin : line) {
            assertThat(twin.get(20, TimeUnit.SECONDS).getException()).isInstanceOf(Refusal.class);
        }
        assertThat(sent).hasValue(1);
    }

    /** Camel leaves an Error to the thread, and does not call back; whoever began the exchange ends it. */
    @Test
    void letsTwinsGoOnWhenTheStepsEndInAnError() throws Exception {
        breaking = true;
        Exchange exchange = exchange("a");
        assertThatThrownBy(() -> callback.process(exchange, sync -> {})).isInstanceOf(LinkageError.class);
        breaking = false;
        CompletableFuture<Exchange> twin = begin("a");
        assertThat(twin).isNotDone();
        exchange.setException(new LinkageError("a library is missing"));
        UnitOfWorkHelper.doneUow(exchange.getUnitOfWork(), exchange);
        // Whether the first is stored, nobody knows.
        assertThat(twin.get(20, TimeUnit.SECONDS).getException()).isInstanceOf(Refusal.class);
    }

    @Test
    void lastsThoughAStepTakesTheKeyAway() throws Exception {
        forgetting = true;
        assertStored("callback", "a");
        assertStored("callback", "a");
        assertThat(sent).hasValue(2);
    }

    @Test
    void failsWithoutAKey() {
        Exchange failed = camel.createFluentProducerTemplate()
                .to("direct:callback")
                .withExchange(ExchangeBuilder.anExchange(camel).build())
                .send();
        assertThat(failed.getException()).hasMessageContaining("duplicateKey");
        assertThat(sent).hasValue(0);
    }

    /** With an external broker each is stored by the thread that takes it up: the one before must not wait for that. */
    @Test
    void endsOneWhileTheNextIsBeingStored() throws Exception {
        holding = true;
        List<CompletableFuture<Exchange>> line = new ArrayList<>();
        begin("a");
        waitingFor = number -> line.get(number - 2);
        for (int number = 1; number <= 3; number++) {
            line.add(begin("a"));
        }
        holding = false;
        goOn();
        for (CompletableFuture<Exchange> twin : line) {
            assertThat(twin.get(20, TimeUnit.SECONDS).getException()).isNull();
        }
    }

    /** Such an Error ends the thread's work, and nobody calls back. */
    @Test
    void goesOnWithTheLineWhenOneOfItEndsInAnError() throws Exception {
        holding = true;
        begin("a");
        holding = false;
        breaking = true;
        Exchange broken = exchange("a");
        CompletableFuture<Exchange> givenUp = new CompletableFuture<>();
        broken.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange failed) {
                givenUp.complete(failed);
            }
        });
        callback.process(broken, sync -> {});
        CompletableFuture<Exchange> last = begin("a");
        goOn();
        assertThat(givenUp.get(20, TimeUnit.SECONDS).getException()).hasCauseInstanceOf(LinkageError.class);
        assertThat(last.get(20, TimeUnit.SECONDS).getException()).isInstanceOf(Refusal.class);
    }

    private void build(String route) throws Exception {
        RouteBuilder.addRoutes(camel, builder -> {
            builder.onException(Refusal.class).handled(false).logExhausted(false);
            // Two steps, each with its error handler, as in the callback's route.
            builder.from("direct:" + route).routeId(route).policy(policy).process(exchange -> {}).process(step);
        });
    }

    private final AsyncProcessor step = new AsyncProcessorSupport() {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (breaking) {
                throw new LinkageError("a library is missing");
            }
            int number = sent.incrementAndGet();
            if (waitingFor != null && number > 2) {
                waitingFor.apply(number - 1).orTimeout(10, TimeUnit.SECONDS).join();
            }
            if (forgetting) {
                exchange.removeProperty(Validation.DUPLICATE_KEY);
            }
            if (holding) {
                held.add(new Held(exchange, callback));
                return false;
            }
            if (failing) {
                timesOut(exchange);
            }
            callback.done(true);
            return true;
        }
    };

    private void goOn() {
        held.remove().callback().done(false);
    }

    private static void timesOut(Exchange exchange) {
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("timed out"));
    }

    private CompletableFuture<Exchange> begin(String key) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        Exchange exchange = exchange(key);
        callback.process(exchange, sync -> done.complete(exchange));
        return done;
    }

    private Exchange exchange(String key) {
        return ExchangeBuilder.anExchange(camel).withProperty(Validation.DUPLICATE_KEY, key).build();
    }

    private void fail(String route, String key) {
        failing = true;
        request(route, key);
        failing = false;
    }

    private void assertStored(String route, String key) {
        assertThat(request(route, key).getException()).isNull();
    }

    private void assertInDoubt(String route, String key) {
        assertThat(request(route, key).getException())
                .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.answer()).isEqualTo(Answer.UNAVAILABLE));
    }

    private Exchange request(String route, String key) {
        return camel.createFluentProducerTemplate()
                .to("direct:" + route)
                .withExchange(exchange(key))
                .send();
    }
}
