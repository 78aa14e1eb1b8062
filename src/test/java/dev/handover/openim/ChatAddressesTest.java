package dev.handover.openim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.OpenIMStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChatAddressesTest {

    private static final String FIND = "/user/find/full";
    private static final String LOGIN = "/account/login";

    private final OpenIMStub openim = new OpenIMStub().address("u1", " ann@example.org ").address("u2", "");
    private final Server server = new Server("OpenIM's chat server", new HttpCalls(), Duration.ofMillis(1));
    private final ChatAddresses addresses = addresses(OpenIMStub.CHAT_PASSWORD);

    @AfterEach
    void closes() {
        openim.close();
    }

    @Test
    void knowsThoseWhoHaveOneAndKeepsThem() {
        assertThat(addresses.of(List.of("u1", "u2", "u3"))).isEqualTo(Map.of("u1", "ann@example.org"));
        assertThat(addresses.of(List.of("u1"))).isEqualTo(Map.of("u1", "ann@example.org"));
        assertThat(openim.calls(FIND)).isEqualTo(1);
        assertThat(openim.calls(LOGIN)).isEqualTo(1);
    }

    @Test
    void fetchesAnotherTokenWhenTheOldOneIsRefused() {
        addresses.of(List.of("u3"));
        openim.expireToken();
        assertThat(addresses.of(List.of("u1"))).containsKey("u1");
        assertThat(openim.calls(LOGIN)).isEqualTo(2);
    }

    @Test
    void knowsNobodyWhenTheServerFailsOrThePasswordIsWrong() {
        openim.answer(FIND, 500, "");
        assertThat(addresses.of(List.of("u1"))).isEmpty();
        assertThat(addresses("wrong").of(List.of("u1"))).isEmpty();
        openim.close();
        assertThat(addresses.of(List.of("u1"))).isEmpty();
    }

    @Test
    void takesNothingThatWasNotAskedForAndNothingTooLong() {
        openim.answer(FIND, 200, "{\"errCode\":0,\"data\":{\"users\":[{\"userID\":\"u9\",\"email\":\"x@example.org\"},"
                + "{\"userID\":\"u1\",\"email\":\"" + "a".repeat(300) + "@example.org\"}]}}");
        addresses.of(List.of("u3"));
        assertThat(addresses.of(List.of("u1"))).isEmpty();
    }

    private ChatAddresses addresses(String password) {
        OpenIMSettings settings = new OpenIMSettings(
                "", "", "", openim.url(), openim.url() + "/", "chatAdmin", password,
                Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofMinutes(5), 10_000);
        return new ChatAddresses(settings, server);
    }
}
