package dev.handover.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.settings.NotNow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How routes are kept still while others take the place of some. */
class HeldRoutesTest {

    private final CamelContext camel = new DefaultCamelContext();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);

    @BeforeEach
    void starts() throws Exception {
        camel.getRegistry().bind("slow", (org.apache.camel.Processor) exchange -> {
            asked.countDown();
            answered.await(20, TimeUnit.SECONDS);
        });
        String routes = """
                - route: {id: slow, from: {uri: "direct:slow", steps: [{process: {ref: slow}}]}}
                - route: {id: fast, from: {uri: "direct:fast", steps: [{setBody: {constant: done}}]}}
                """;
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("held.camel.yaml", routes));
        camel.start();
    }

    @AfterEach
    void stops() {
        answered.countDown();
        camel.stop();
    }

    @Test
    void giveUpWhenWhatIsUnderWayTakesTooLongAndGoOnAsIfNothingHadBeen() throws Exception {
        CompletableFuture<?> slow = camel.createProducerTemplate().asyncRequestBody("direct:slow", "x");
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        HeldRoutes held = new HeldRoutes(camel, Duration.ofSeconds(2));
        held.hold(List.of("fast", "nonesuch"));
        CompletableFuture<Object> waiting = camel.createProducerTemplate().asyncRequestBody("direct:fast", "x");
        assertThatThrownBy(() -> held.hold(List.of("slow"))).isInstanceOf(NotNow.class);
        assertThat(waiting).isNotDone();
        held.release();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("done");
        answered.countDown();
        slow.get(20, TimeUnit.SECONDS);
        camel.createProducerTemplate().requestBody("direct:slow", "x");
    }

    @Test
    void takeNothingUntilTheyAreReleased() throws Exception {
        HeldRoutes held = new HeldRoutes(camel, Duration.ofSeconds(20));
        held.hold(List.of("fast"));
        CompletableFuture<Object> waiting = camel.createProducerTemplate().asyncRequestBody("direct:fast", "x");
        assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        held.release();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("done");
    }
}
