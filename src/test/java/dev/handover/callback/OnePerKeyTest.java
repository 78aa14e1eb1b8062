package dev.handover.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the broker's duplicate detection cannot know: whether the first of two was forced. */
class OnePerKeyTest {

    private final AtomicInteger sent = new AtomicInteger();
    private final OnePerKey policy = new OnePerKey();
    private final CamelContext camel = new DefaultCamelContext();
    private boolean failing;

    @BeforeEach
    void setUp() throws Exception {
        build("callback");
        build("deny");
        camel.start();
    }

    @AfterEach
    void tearDown() {
        camel.stop();
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

    private void build(String route) throws Exception {
        RouteBuilder.addRoutes(camel, builder -> builder.from("direct:" + route).routeId(route).policy(policy).process(this::send));
    }

    private void send(Exchange exchange) {
        sent.incrementAndGet();
        if (failing) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("timed out"));
        }
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
                .withExchange(ExchangeBuilder.anExchange(camel).withProperty(Validation.DUPLICATE_KEY, key).build())
                .send();
    }
}
