package dev.handover.ingress;

import dev.handover.callback.Callback;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.HttpEndpointModel;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpListener;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.DefaultConsumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Gives our own callback to the route that takes it, past Spring MVC, whose second pass through the server for each request was
 * half of what an answer cost outside its route (bench/README.md). All else goes through Spring MVC.
 */
@Component
class CallbackConsumer implements CamelContextConfiguration, PlatformHttpListener, AutoCloseable {

    private static final String PATH = "/" + Callback.COMMAND;

    private final EnvelopeResponse answers;
    private final Duration longest;
    private final ThreadPoolExecutor late =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new CustomizableThreadFactory("late-"));
    private final Executor workers;
    private final Semaphore places;
    private volatile CallbackRoute route;

    /**
     * @param atOnce callbacks that are worked on
     * @param waiting callbacks that wait for it
     */
    CallbackConsumer(
            EnvelopeResponse answers,
            @Qualifier("applicationTaskExecutor") Executor workers,
            @Value("${spring.task.execution.pool.core-size}") int atOnce,
            @Value("${spring.task.execution.pool.queue-capacity}") int waiting,
            @Value("${spring.mvc.async.request-timeout}") Duration longest) {
        this.answers = answers;
        this.workers = workers;
        this.places = new Semaphore(atOnce + waiting);
        this.longest = longest;
        // When a thousand answers are late at once, as on a disk that hangs, is no time to make threads for them.
        late.prestartCoreThread();
    }

    @Override
    public void beforeApplicationStart(CamelContext context) {
        context.getComponent("platform-http", PlatformHttpComponent.class).addPlatformHttpListener(this);
    }

    @Override
    public void afterApplicationStart(CamelContext context) {}

    @Override
    public void registerHttpEndpoint(HttpEndpointModel model) {
        if (model.getUri().equals(PATH) && (model.getVerbs() == null || model.getVerbs().contains("POST"))) {
            route = new CallbackRoute((DefaultConsumer) model.getConsumer(), workers, places);
        }
    }

    /** Keeps it: a route that is stopped fails, which is answered with the envelope. */
    @Override
    public void unregisterHttpEndpoint(HttpEndpointModel model) {}

    @Override
    public void close() {
        late.shutdown();
    }

    /**
     * Has the callback answered by its route.
     *
     * @return whether it is; otherwise no route has exactly this path, and Spring MVC finds out which one takes it
     */
    boolean serve(HttpServletRequest request, HttpServletResponse response) {
        CallbackRoute taking = route;
        if (taking != null) {
            new RouteAnswer(answers, response, late).from(taking, request, longest);
        }
        return taking != null;
    }
}
