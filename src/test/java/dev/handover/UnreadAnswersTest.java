package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Senders that send one request after the other, and read none of the answers; others are served meanwhile. */
@NothingConfigured
@TestPropertySource(
        properties = {
            "spring.task.execution.pool.core-size=8",
            "spring.task.execution.pool.max-size=8",
            "handover.backend.max-concurrent=4"
        })
@DirtiesContext
class UnreadAnswersTest {

    @Autowired
    private Running handover;

    @Autowired
    private ThreadPoolTaskExecutor workers;

    static Stream<Arguments> requests() {
        // More senders than Tomcat has threads, than there are workers, and than threads for the answers of what is stored.
        return Stream.of(
                arguments("refused at the edge", 40, 300, (Supplier<byte[]>) () -> get("/")),
                arguments("refused by a route", 40, 300, (Supplier<byte[]>) () -> get("/callbackAfterJoinGroupCommand")),
                arguments("stored", 40, 100, (Supplier<byte[]>) () -> someCallback().bytes()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void holdUpNobody(String name, int senders, int requests, Supplier<byte[]> request) throws IOException {
        List<Socket> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < senders; i++) {
                deaf.add(sendAndReadNothing(requests, request));
            }
            awaitStandstill();
            long begun = System.nanoTime();
            assertStored(handover.send(someCallback()));
            // A thread that waits for a sender to read would do so for 10 s, as Tomcat has it, and a callback for a worker until 503.
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        } finally {
            for (Socket socket : deaf) {
                socket.close();
            }
        }
    }

    private Socket sendAndReadNothing(int requests, Supplier<byte[]> request) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < requests; i++) {
            all.writeBytes(request.get());
        }
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), handover.callbackPort()));
        try {
            socket.getOutputStream().write(all.toByteArray());
        } catch (SocketException closed) {
            // That is a way to get rid of it.
        }
        return socket;
    }

    /** Waits until nothing is worked on any more, be it done or stuck. */
    private void awaitStandstill() {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(500)).until(() -> {
            long done = workers.getThreadPoolExecutor().getCompletedTaskCount();
            return before.getAndSet(done) == done;
        });
    }

    private static RawRequest someCallback() {
        return RawRequest.callback(Callbacks.body(Callbacks.newGroup()));
    }

    private static byte[] get(String target) {
        return ("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    @TestConfiguration
    static class SmallBuffers {

        /** On loopback Linux lets some MB wait for who does not read. */
        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> smallSendBuffers() {
            return factory -> factory.addConnectorCustomizers(connector -> connector.setProperty("socket.txBufSize", "4096"));
        }
    }
}
