package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** What a collector gets of a callback and of each attempt to deliver its event. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = SpansTest.Collected.class)
@DirtiesContext
class SpansTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";
    private static final List<String> COLLECTED = new CopyOnWriteArrayList<>();

    @Autowired
    private Running handover;

    @Autowired
    private SdkTracerProvider tracers;

    @Autowired
    @Qualifier("backendStub")
    private SlackStub backend;

    @Test
    void tellsTheCallbackAndEachAttemptInTheCallersTrace() {
        backend.answerNext(503, Map.of(), "later");
        String group = Callbacks.newGroup();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))
                .header("traceparent", "00-" + TRACE + "-" + CALLER + "-01")));
        handover.eventually(() -> assertThat(sent(group)).hasSize(2));
        List<String> sent = sent(group);
        assertThat(sent).doesNotHaveDuplicates().allMatch(header -> header.matches("00-" + TRACE + "-[0-9a-f]{16}-01"));
        handover.eventually(() -> {
            tracers.forceFlush().join(5, TimeUnit.SECONDS);
            assertThat(String.join("", COLLECTED))
                    .contains("service.name", "callback", "deliver app-backend", "deliver audit", "retried", "delivered")
                    .contains(bytes(TRACE), bytes(CALLER), bytes(span(sent.get(0))), bytes(span(sent.get(1))))
                    .doesNotContain(group);
        });
    }

    @Test
    void leavesACallersDecisionNotToRecord() {
        String group = Callbacks.newGroup();
        String unwanted = "11111111111111111111111111111111";
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))
                .header("traceparent", "00-" + unwanted + "-" + CALLER + "-00")));
        handover.eventually(() -> assertThat(sent(group)).hasSize(1).allMatch(header -> header.startsWith("00-" + unwanted + "-")));
        tracers.forceFlush().join(5, TimeUnit.SECONDS);
        assertThat(String.join("", COLLECTED)).doesNotContain(bytes(unwanted));
    }

    /** The trace context of each request about a group. */
    private List<String> sent(String group) {
        return backend.posts().stream()
                .filter(post -> post.body().contains(group))
                .map(post -> post.headers().get("traceparent"))
                .toList();
    }

    private static String span(String traceparent) {
        return traceparent.split("-")[2];
    }

    /** As they stand in protobuf, each byte a character. */
    private static String bytes(String hex) {
        return new String(HexFormat.of().parseHex(hex), ISO_8859_1);
    }

    static final class Collected extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            SlackStub backend = new SlackStub();
            context.getBeanFactory().registerSingleton("backendStub", backend);
            return new String[] {
                "OTEL_EXPORTER_OTLP_ENDPOINT=" + collector(),
                "APP_BACKEND_URL=" + backend.url(),
                "APP_BACKEND_COPY=true",
                "DELIVERY_FIRST_RETRY=100ms",
            };
        }

        private static String collector() {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext("/v1/traces", exchange -> {
                    COLLECTED.add(new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
                server.start();
                return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
