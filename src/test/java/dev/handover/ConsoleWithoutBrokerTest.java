package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/** The console while the external broker is away, or there and silent: then it is looked at most. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = ExternalBroker.class)
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleWithoutBrokerTest {

    /** After a broker that was silent, the deliveries are back when their last call to it is given up. */
    private static final Duration A_CALL = Duration.ofSeconds(30);

    private static final String NOT_ASKED = "The dead letters cannot be asked for now";

    @Autowired
    private Running handover;

    @Autowired
    private EmbeddedActiveMQ broker;

    @Value("${ARTEMIS_BROKER_URL}")
    private URI url;

    @Value("${handover.broker.store-timeout}")
    private Duration storeTimeout;

    private final String group = Callbacks.newGroup();

    @BeforeEach
    void hasATransfer() throws Exception {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        await().atMost(A_CALL).untilAsserted(() -> assertThat(page("").body()).contains(group).doesNotContain(NOT_ASKED));
        broker.stop();
    }

    @AfterEach
    void isBack() throws Exception {
        broker.start();
        handover.eventually(() -> assertThat(page("").body()).doesNotContain(NOT_ASKED));
    }

    @Test
    void showsStatesAndTransfersAndThatTheDeadLettersCannotBeAskedFor() throws Exception {
        assertShowsTheRest(page(""));
        assertThat(page("?key=" + group).body()).contains("<svg viewBox").doesNotContain(NOT_ASKED);
        handover.eventually(() -> assertThat(page("").body()).contains("class=\"state unknown\"").doesNotContain(">none<"));
    }

    @Test
    void saysThatAReplayFailed() throws Exception {
        HttpRequest.Builder replay = HttpRequest.newBuilder(URI.create(handover.managementUrl() + "/console/replay"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", handover.managementUrl())
                .POST(HttpRequest.BodyPublishers.ofString("destination=slack"));
        HttpResponse<String> answer = send(replay);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/console?failed");
        assertThat(page("?failed").body()).contains("The replay failed");
    }

    /** As long as a call takes until it is given up, and not once more for each destination. Last, for the deliveries are back late. */
    @Test
    @Order(Integer.MAX_VALUE)
    void waitsOnceForABrokerThatDoesNotAnswer() throws Throwable {
        try (ServerSocket silent = new ServerSocket(url.getPort(), 50, InetAddress.getByName(url.getHost()))) {
            assertThat(silent.isBound()).isTrue();
            assertThat(took(() -> assertShowsTheRest(page("")))).isBetween(storeTimeout, storeTimeout.multipliedBy(4));
            // No dead letters are shown there.
            assertThat(took(() -> assertThat(page("?key=" + group).body()).contains("<svg viewBox"))).isLessThan(storeTimeout);
        }
    }

    private static Duration took(ThrowingRunnable asking) throws Throwable {
        long start = System.nanoTime();
        asking.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void assertShowsTheRest(HttpResponse<String> page) {
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<th scope=\"row\">slack", group, NOT_ASKED).doesNotContain("<p>None.</p>");
    }

    private HttpResponse<String> page(String query) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(handover.managementUrl() + "/console" + query)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
