package dev.handover.backend;

import static dev.handover.backend.BackendStub.breaksOffAfter;
import static dev.handover.backend.BackendStub.says;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.backend.BackendStub.Seen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The destination "app-backend" against a backend that takes, refuses, fails and hangs. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class BackendCopyTest {

    private static final BackendStub BACKEND = new BackendStub();
    private static final String TAKEN =
            answer("200 OK", "{\"actionCode\":0,\"errCode\":0,\"errMsg\":\"\",\"errDlt\":\"\",\"nextCode\":0}");

    @TempDir
    static Path data;

    @Autowired
    EmbeddedActiveMQ broker;

    private Caller caller;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("handover.data-dir", () -> data.toString());
        registry.add("management.server.port", () -> "0");
        registry.add("APP_BACKEND_URL", () -> BACKEND.url() + "/secret/");
        registry.add("APP_BACKEND_COPY", () -> "true");
        registry.add("DELIVERY_FIRST_RETRY", () -> "100ms");
        registry.add("handover.backend.timeout", () -> "2s");
    }

    @BeforeEach
    void takesEverything(@LocalServerPort int port) {
        BACKEND.reset();
        BACKEND.always(says(TAKEN));
        caller = new Caller(port);
    }

    @AfterAll
    static void stops() throws IOException {
        BACKEND.close();
    }

    @Test
    void deliversTheCallbackThatItWas() throws Exception {
        String chinese = new String("操作-1".getBytes(UTF_8), ISO_8859_1);
        assertThat(caller.ours("G<&>", chinese).status()).isEqualTo(200);
        Seen seen = BACKEND.seen();
        assertThat(seen.line()).isEqualTo("POST /secret/" + Caller.OURS + " HTTP/1.1");
        assertThat(seen.header("Operationid")).containsExactly(chinese);
        assertThat(seen.header("Content-Type")).containsExactly("application/json; charset=utf-8");
        assertThat(new ObjectMapper().readTree(seen.body()))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"callbackCommand\":\"" + Caller.OURS
                                + "\",\"groupID\":\"G<&>\",\"oldOwnerUserID\":\"a\",\"newOwnerUserID\":\"b\"}"));
        assertThat(seen.head())
                .noneMatch(line -> line.matches("(?i)(jms|_amq|camel|eventID|attempts|authorization).*"));
        assertDrained();
    }

    @Test
    void stillPassesTheOthersThrough() throws Exception {
        BACKEND.then(says(answer("404 Not Found", "not mine")));
        assertThat(caller.post("/callbackOther", "{}").text()).isEqualTo("not mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 No", "429 Slower", "408 Late", "503 Busy"})
    void triesAgainWhatMayPass(String status) throws Exception {
        BACKEND.then(says(answer(status, "")));
        assertSeenAgain("op-" + status.substring(0, 3));
    }

    @Test
    void triesAgainWhenItBreaksOffHangsOrDrips() throws Exception {
        BACKEND.then(
                breaksOffAfter(""),
                breaksOffAfter("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"),
                BACKEND.hangsAfter(""),
                BACKEND.dripsAfter("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"));
        caller.ours("G", "op-breaks");
        for (int i = 0; i < 5; i++) {
            assertThat(BACKEND.seen().header("Operationid")).containsExactly("op-breaks");
        }
        assertDrained();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>hello</html>", "", "{}", "[]", "{\"actionCode\":\"0\"}", "{\"actionCode\":4294967296}"})
    void triesAgainWhatIsNoEnvelope(String body) throws Exception {
        BACKEND.then(says(answer("200 OK", body)));
        assertSeenAgain("op-no-envelope-" + body.hashCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 OK", "400 No", "302 Found\r\nLocation: /elsewhere"})
    void givesUpWhatTheBackendRefuses(String status) throws Exception {
        BACKEND.then(says(answer(status, "{\"actionCode\":1,\"errCode\":1}")));
        long before = queued("dead.transfers.app-backend");
        caller.ours("G", "op-refused-" + status.hashCode());
        BACKEND.seen();
        await().untilAsserted(
                () -> assertThat(queued("dead.transfers.app-backend")).isEqualTo(before + 1));
        assertDrained();
        assertThat(BACKEND.unseen()).isZero();
    }

    private void assertSeenAgain(String operationID) throws Exception {
        assertThat(caller.ours("G", operationID).status()).isEqualTo(200);
        assertThat(BACKEND.seen().header("Operationid")).containsExactly(operationID);
        assertThat(BACKEND.seen().header("Operationid")).containsExactly(operationID);
        assertDrained();
        assertThat(BACKEND.unseen()).isZero();
    }

    private void assertDrained() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(queued("transfers") + queued("transfers.app-backend")).isZero());
    }

    private long queued(String name) {
        Queue queue = broker.getActiveMQServer().locateQueue(name);
        return queue == null ? 0 : queue.getMessageCount();
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }
}
