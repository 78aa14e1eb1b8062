package dev.handover.openim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.handover.OpenIMStub;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerTest {

    private static final URI NOBODY = URI.create("http://127.0.0.1:1/");
    private static final URI NOT_HTTP = URI.create("ftp://127.0.0.1/");

    private final Server server = new Server("the server", new HttpCalls(), Duration.ofMillis(1));

    @Test
    void isAskedAgainAfterCallsThatEndedInNoAnswerAndNoFailure() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> token(NOBODY));
        }
        assertThat(server.state()).isEqualTo("open");
        // As many as are let through before the breaker knows whether the server is well.
        for (int i = 0; i < 2; i++) {
            await().untilAsserted(() -> assertThatIllegalArgumentException().isThrownBy(() -> token(NOT_HTTP)));
        }
        try (OpenIMStub openim = new OpenIMStub()) {
            URI uri = URI.create(openim.url() + "/auth/get_admin_token");
            assertThat(server.fetchToken(
                            uri, Map.of("secret", OpenIMStub.SECRET, "userID", "imAdmin"), "token", "op",
                            Deadline.in(Duration.ofSeconds(3))))
                    .isNotEmpty();
        }
    }

    private String token(URI uri) throws ApiFailure {
        return server.fetchToken(uri, Map.of(), "token", "op", Deadline.in(Duration.ofSeconds(3)));
    }
}
