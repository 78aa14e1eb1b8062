package dev.handover.delivery;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * How destinations speak HTTP: each attempt is one request, because the broker retries, and holds nothing up meanwhile; each is
 * bounded by {@link WholeAnswer}.
 */
@Component("deliveryClient")
class DeliveryClient implements HttpClientConfigurer, AutoCloseable {

    private final DeliverySettings settings;
    private final ScheduledThreadPoolExecutor timer;

    DeliveryClient(DeliverySettings settings) {
        this.settings = settings;
        CustomizableThreadFactory threads = new CustomizableThreadFactory("answer-timeout-");
        threads.setDaemon(true);
        this.timer = new ScheduledThreadPoolExecutor(1, threads);
        this.timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries()
                .disableCookieManagement()
                .disableRedirectHandling()
                .addExecInterceptorFirst(
                        "whole-answer",
                        new WholeAnswer(timer, settings.answerTimeout(), Math.toIntExact(settings.maxAnswer().toBytes())));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
