package dev.handover.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.Guarded;
import dev.handover.Running;
import dev.handover.command.HandoverCommand;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The management port with credentials. */
@Guarded
@ExtendWith(OutputCaptureExtension.class)
class GuardedManagementPortTest {

    private static final String USER = "night watch";

    @Autowired
    private Running handover;

    @AfterEach
    void forgetsTheCredentials() {
        System.clearProperty("MANAGEMENT_USERNAME");
        System.clearProperty("MANAGEMENT_PASSWORD");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/", "/actuator", "/actuator/health", "/actuator/health/", "/actuator/health/slack", "/actuator/prometheus",
        "/actuator/deadletters", "/actuator/health/liveness/../../prometheus", "/actuator/health/readiness;x", "//actuator/prometheus",
        "/actuator/health/liveness/x", "/none"
    })
    void asksForThemOnEveryPath(String path) throws IOException {
        assertThat(send(ManagementRequest.get(path)))
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Basic realm=\"handover\"", "Send MANAGEMENT_USERNAME and MANAGEMENT_PASSWORD");
        assertThat(send(ManagementRequest.get(path).credentials(USER, "wrong"))).startsWith("HTTP/1.1 401");
    }

    @Test
    void saysThatSomebodyGuessesThemAndDoesNotFillTheLog() throws IOException {
        long before = guesses();
        for (int i = 0; i < 5; i++) {
            send(ManagementRequest.get("/actuator/health").credentials(USER, "wrong " + i));
        }
        handover.awaitLogged("Refused a request to the management port from 127.0.0.1: HTTP 401");
        assertThat(guesses() - before).isLessThanOrEqualTo(1);
        assertThat(handover.logged()).noneMatch(line -> line.contains("wrong 0") || line.contains(Guarded.MANAGEMENT_PASSWORD));
    }

    private long guesses() {
        return handover.logged().stream().filter(line -> line.contains("Refused a request to the management port")).count();
    }

    @Test
    void answersWhoHasThemWhateverTheHost() throws IOException {
        assertThat(send(ManagementRequest.get("/actuator/health").credentials(USER, Guarded.MANAGEMENT_PASSWORD)))
                .startsWith("HTTP/1.1 ")
                .contains("\"components\"");
        ManagementRequest replay = ManagementRequest.post("/actuator/deadletters/slack").credentials(USER, Guarded.MANAGEMENT_PASSWORD);
        assertThat(send(replay)).startsWith("HTTP/1.1 200");
        assertThat(send(replay.header("Sec-Fetch-Site", "cross-site"))).startsWith("HTTP/1.1 403");
        ManagementRequest picture = ManagementRequest.get("/console?key=x").credentials(USER, Guarded.MANAGEMENT_PASSWORD);
        assertThat(send(picture.header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Dest", "image"))).startsWith("HTTP/1.1 403");
    }

    @Test
    void tellsTheProbesWithoutThemAndWithoutDetails() throws IOException {
        handover.eventually(() -> assertThat(send(ManagementRequest.get("/actuator/health/readiness")))
                .startsWith("HTTP/1.1 200").contains("{\"status\":\"UP\"}"));
        assertThat(send(ManagementRequest.get("/actuator/health/liveness"))).startsWith("HTTP/1.1 200");
    }

    @Test
    void takesThemFromTheCommandLinesEnvironment(CapturedOutput output) {
        assertThat(list()).isEqualTo(1);
        assertThat(output.getErr()).contains("set MANAGEMENT_USERNAME and MANAGEMENT_PASSWORD as it has them");
        System.setProperty("MANAGEMENT_USERNAME", USER);
        System.setProperty("MANAGEMENT_PASSWORD", Guarded.MANAGEMENT_PASSWORD);
        assertThat(list()).isZero();
    }

    private int list() {
        return HandoverCommand.execute(new String[] {"dead-letters", "list", "--url", handover.managementUrl()});
    }

    private String send(ManagementRequest request) throws IOException {
        return request.send("handover.example:10016", handover.managementUrl());
    }
}
