package dev.handover.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.junit.jupiter.api.Test;

class EndToEndTest {

    @Test
    void keepsOrderCaseAndRepetition() {
        assertThat(selected("B: 1", "a: 2", "B: 3", "b: 4")).containsExactly("B: 1", "a: 2", "B: 3", "b: 4");
    }

    @Test
    void dropsWhatBelongsToOneConnectionInAnyCase() {
        assertThat(selected(
                        "CONNECTION: close",
                        "Keep-Alive: 1",
                        "PROXY-Authenticate: 1",
                        "Proxy-Whatever: 1",
                        "te: 1",
                        "Trailer: 1",
                        "Transfer-Encoding: chunked",
                        "Upgrade: 1",
                        "Host: 1",
                        "content-length: 1"))
                .isEmpty();
    }

    @Test
    void dropsWhatAnyConnectionHeaderNames() {
        assertThat(selected("Connection: a ,B,, ", "c: 1", "connection: C", "A: 1", "b: 1", "d: 1"))
                .containsExactly("d: 1");
    }

    private static List<String> selected(String... headers) {
        List<Header> given = Arrays.stream(headers)
                .map(header -> header.split(": ", 2))
                .<Header>map(header -> new BasicHeader(header[0], header[1]))
                .toList();
        return EndToEnd.of(given).stream()
                .map(header -> header.getName() + ": " + header.getValue())
                .toList();
    }
}
