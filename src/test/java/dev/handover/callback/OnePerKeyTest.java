package dev.handover.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** What the broker's duplicate detection cannot know: whether the first of two was forced. */
class OnePerKeyTest {

    private final AtomicInteger sent = new AtomicInteger();
    private boolean failing;
    private final OnePerKey policy = new OnePerKey();
    private final Processor store = policy.wrap(null, this::send);
    private final Processor storeElsewhere = policy.wrap(null, this::send);

    @Test
    void refusesATwinWhileTheFirstOnesOutcomeIsNotKnown() throws Exception {
        failing = true;
        store.process(exchange("a"));
        failing = false;
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> store.process(exchange("a")))
                .satisfies(refusal -> assertThat(refusal.answer()).isEqualTo(Answer.UNAVAILABLE));
        assertThat(sent).hasValue(1);
    }

    @Test
    void takesATwinAgainOnceAnotherCallbackIsForced() throws Exception {
        failing = true;
        store.process(exchange("a"));
        failing = false;
        store.process(exchange("b"));
        store.process(exchange("a"));
        assertThat(sent).hasValue(3);
    }

    @Test
    void leavesItInDoubtWhenAnotherCallbackFailsToo() throws Exception {
        failing = true;
        store.process(exchange("a"));
        store.process(exchange("b"));
        failing = false;
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> store.process(exchange("a")));
    }

    @Test
    void leavesItInDoubtWhenAnotherQueueStores() throws Exception {
        failing = true;
        store.process(exchange("a"));
        failing = false;
        storeElsewhere.process(exchange("b"));
        storeElsewhere.process(exchange("a"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> store.process(exchange("a")));
    }

    private void send(Exchange exchange) {
        sent.incrementAndGet();
        if (failing) {
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("timed out"));
        }
    }

    private static Exchange exchange(String key) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setProperty(Validation.DUPLICATE_KEY, key);
        return exchange;
    }
}
