package dev.handover.backend;

import dev.handover.delivery.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.stereotype.Component;

/**
 * Sets an HTTP client up to carry calls to the backend and nothing of its own: no redirects followed, no retries, no
 * decompression, no cookies, no credentials, no User-Agent; each call bounded by {@link WholeAnswer}.
 *
 * <p>Each client has its own connections: Camel closes those of a route with the route.
 */
@Component("backendClient")
class BackendClient implements HttpClientConfigurer, AutoCloseable {

    /** Of an answer: what has no end must not fill the memory. */
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 200;

    private final BackendSettings settings;
    private final ScheduledThreadPoolExecutor timer;

    BackendClient(BackendSettings settings) {
        this.settings = settings;
        this.timer = new ScheduledThreadPoolExecutor(1, Daemons.named("backend-timeout"));
        this.timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        Timeout timeout = Timeout.of(settings.timeout());
        client.setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(settings.maxConcurrent())
                        .setMaxConnTotal(settings.maxConcurrent())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                // Nothing is sent twice, so a connection that the backend has closed must not be used.
                                .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                .build())
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(LONGEST_LINE)
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .build())
                                // Bytes as they came: Go sends headers in UTF-8, the container reads each byte as a
                                // character.
                                .charCodingConfig(CharCodingConfig.custom()
                                        .setCharset(StandardCharsets.ISO_8859_1)
                                        .build())
                                .build())
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableDefaultUserAgent()
                .addExecInterceptorFirst(
                        "whole-answer",
                        new WholeAnswer(
                                timer,
                                settings.timeout(),
                                Math.toIntExact(settings.maxBody().toBytes())));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
