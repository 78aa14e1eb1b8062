package dev.handover.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** How a callback leaves its route, with one place for all: what is left of it would keep the next one out. */
class CallbackRouteTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Semaphore places = new Semaphore(1);
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private Step step;
    private Exchange begun;
    private AsyncCallback callback;
    private CallbackRoute route;

    private interface Step {
        boolean take();
    }

    @BeforeEach
    void starts() {
        camel.start();
        // As the first route does.
        PluginHelper.getUnitOfWorkFactory(camel).afterPropertiesConfigured(camel);
        PlatformHttpEndpoint endpoint = new PlatformHttpEndpoint("platform-http:/a", "/a", new PlatformHttpComponent(camel));
        endpoint.setCamelContext(camel);
        endpoint.setUseStreaming(true);
        DefaultConsumer consumer = new DefaultConsumer(endpoint, new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback then) {
                begun = exchange;
                callback = then;
                return step.take();
            }
        });
        consumer.start();
        route = new CallbackRoute(consumer, tasks::add, places);
    }

    @AfterEach
    void stops() throws Exception {
        camel.close();
    }

    @Test
    void answersWhenTheExchangeIsDone() throws Exception {
        step = () -> false;
        CompletableFuture<Void> answered = begin();
        assertThat(answered).isNotDone();
        assertThat(places.availablePermits()).isZero();
        begun.getMessage().setBody("{}");
        callback.done(false);
        assertThat(answered).isCompleted();
        assertThat(response.getContentAsString()).isEqualTo("{}");
        assertLeft();
    }

    @Test
    void refusesWhatHasNoPlace() {
        step = () -> false;
        begin();
        assertThatThrownBy(this::begin).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void beginsNothingThatHasBeenAnswered() {
        CompletableFuture<Void> answered = answer();
        answered.cancel(false);
        tasks.remove().run();
        assertThat(begun).isNull();
        assertLeft();
    }

    @Test
    void endsWhenAStepEndsInAnError() {
        step = () -> {
            throw new LinkageError("a library is missing");
        };
        assertThat(begin()).isCompletedExceptionally();
        assertThat(begun.getException()).hasCauseInstanceOf(LinkageError.class);
        assertLeft();
    }

    @Test
    void endsWhenTheExchangeIsGivenUpOnAnotherThread() {
        step = () -> false;
        CompletableFuture<Void> answered = begin();
        begun.setException(new LinkageError("a library is missing"));
        UnitOfWorkHelper.doneUow(begun.getUnitOfWork(), begun);
        assertThat(answered).isCompletedExceptionally();
        callback.done(false);
        assertLeft();
    }

    private CompletableFuture<Void> begin() {
        CompletableFuture<Void> answered = answer();
        tasks.remove().run();
        return answered;
    }

    private CompletableFuture<Void> answer() {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/a");
        request.setContent(new byte[] {'{', '}'});
        return route.answer(request, response);
    }

    private void assertLeft() {
        assertThat(places.availablePermits()).isOne();
        assertThat(camel.getInflightRepository().size()).isZero();
    }
}
