package dev.handover.delivery;

import static dev.handover.backend.BackendStub.hasNoEndAfter;
import static dev.handover.backend.BackendStub.says;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handover.backend.BackendStub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** What becomes of an attempt over HTTP whose answer takes its time, or is large. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeliveryClientTest {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int LONGEST = 1024 * 1024;

    private final BackendStub receiver = new BackendStub();
    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void stops() throws IOException {
        camel.stop();
        receiver.close();
    }

    private void start(Duration timeout) {
        BoundedHttp http = new BoundedHttp();
        http.setHttpClientConfigurer(new DeliveryClient(new DeliverySettings(
                Duration.ofSeconds(5), 2, Duration.ofMinutes(15), 400, timeout, DataSize.ofBytes(LONGEST))));
        camel.addComponent("http", http);
        camel.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nX-Long: ", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", "HTTP/1.1 500 No\r\n\r\n"})
    void endsInTimeWhenTheAnswerDrips(String after) {
        start(SHORT);
        receiver.then(receiver.dripsAfter(after));
        long begun = System.nanoTime();
        assertFailed("timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(SHORT);
        assertThat(answer()).as("the next").isEqualTo("ok");
    }

    @ParameterizedTest
    @MethodSource("endless")
    void endsWhenTheAnswerHasNoEnd(String head, String repeated) {
        start(LONG);
        receiver.then(hasNoEndAfter(head, repeated));
        assertFailed("server-error");
        assertThat(answer()).as("the next").isEqualTo("ok");
    }

    static Stream<Arguments> endless() {
        return Stream.of(
                arguments("HTTP/1.1 200 OK\r\n\r\n", "x"),
                arguments("HTTP/1.1 404 No\r\n\r\n", "x"),
                arguments("HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "x"),
                arguments("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "5\r\nabcde\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "X-One-More: of them\r\n"})
    void endsWhenTheHeadHasNoEnd(String repeated) {
        start(LONG);
        receiver.then(hasNoEndAfter("HTTP/1.1 200 OK\r\nX-First: ", repeated));
        assertFailed("connection");
        assertThat(answer()).as("the next").isEqualTo("ok");
    }

    @Test
    void endsWhenTheAnswerIsSmallAndGrowsWithoutEnd() throws IOException {
        start(LONG);
        receiver.then(says(compressed(LONGEST + 1)));
        assertFailed("server-error");
    }

    @Test
    void readsTheLongestAnswerAsAWholeCompressedOrNot() throws IOException {
        start(LONG);
        receiver.then(says(compressed(LONGEST)));
        assertThat(answer()).hasSize(LONGEST);
        receiver.then(says("HTTP/1.1 200 OK\r\nContent-Length: " + LONGEST + "\r\n\r\n" + "x".repeat(LONGEST)));
        assertThat(answer()).hasSize(LONGEST);
    }

    private void assertFailed(String reason) {
        Exchange done = send();
        assertThat(done.getException()).isNotNull();
        Failure failure = Failures.classify(done.getException(), Clock.systemUTC());
        assertThat(failure.reason()).as(done.getException().toString()).isEqualTo(reason);
        assertThat(failure.mayPass()).isTrue();
    }

    private String answer() {
        Exchange done = send();
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(String.class);
    }

    private Exchange send() {
        return camel.createProducerTemplate().request(receiver.url() + "?httpMethod=POST", exchange -> exchange.getMessage().setBody("x"));
    }

    private static byte[] compressed(int length) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write(new byte[length]);
        }
        String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.size() + "\r\n\r\n";
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(head.getBytes(ISO_8859_1));
        answer.writeBytes(body.toByteArray());
        return answer.toByteArray();
    }
}
