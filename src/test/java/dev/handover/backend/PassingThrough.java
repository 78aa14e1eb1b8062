package dev.handover.backend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A Handover between a caller's socket and a backend's. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
abstract class PassingThrough {

    static final String COMMAND = "callbackBeforeSendSingleMsgCommand";
    static final Duration TIMEOUT = Duration.ofMillis(1500);
    static final int PLACES = 4;
    static final int WORKERS = 32;
    static final BackendStub BACKEND = new BackendStub();

    private static int warm;

    @TempDir
    static Path data;

    Caller caller;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("handover.data-dir", () -> data.toString());
        registry.add("management.server.port", () -> "0");
        registry.add("handover.backend.url", () -> BACKEND.url() + "/openim/");
        registry.add("handover.backend.timeout", () -> TIMEOUT.toMillis() + "ms");
        registry.add("handover.backend.max-concurrent", () -> PLACES);
        registry.add("spring.task.execution.pool.core-size", () -> WORKERS);
        registry.add("spring.task.execution.pool.max-size", () -> WORKERS);
        registry.add("handover.backend.max-body", () -> "200KB");
        registry.add("handover.webhook.max-buffered", () -> "300KB");
    }

    @BeforeEach
    void forgets(@LocalServerPort int port) {
        BACKEND.reset();
        caller = new Caller(port);
        if (warm != port) {
            // The first callback that is passed through may take longer than the time-out.
            warm = port;
            await().atMost(Duration.ofSeconds(60)).until(() -> caller.post("/" + COMMAND, "{}").status() == 200);
            BACKEND.reset();
        }
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
