package dev.handover;

import static dev.handover.Envelopes.assertFailure;
import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Who may send is told by the connection and by trusted proxies; 127.0.0.2 and 127.0.0.3 are such ones. */
@OverTls
class SourceNetworksTest {

    private static final String PROXY = "127.0.0.2";

    @Autowired
    private Running handover;

    @Autowired
    private TlsClient client;

    @ParameterizedTest
    @ValueSource(strings = {"", "203.0.113.9", "203.0.113.9, 127.0.0.2"})
    void takesWhatComesFromAnAllowedAddressWhateverItSaysOfOthers(String forwarded) throws Exception {
        assertStored(send("127.0.0.1", forwarded));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "127.0.0.2 | 192.0.2.1", "127.0.0.3 | 203.0.113.9, 192.0.2.1", "127.0.0.2 | 192.0.2.1 , 127.0.0.3",
        "127.0.0.2 | 2001:db8::1", "127.0.0.2 | ::ffff:192.0.2.1", "127.0.0.2 | x,,192.0.2.255", "127.0.0.2 | 127.0.0.1, 127.0.0.3",
        "127.0.0.2 | 192.0.2.9, 2001:db8:ff::1"
    })
    void takesWhatATrustedProxyHadFromAnAllowedAddress(String proxy, String forwarded) throws Exception {
        assertStored(send(proxy, forwarded));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "127.0.0.4 | ''", "127.0.0.4 | 127.0.0.1", "127.0.0.4 | 192.0.2.1, 127.0.0.2", "127.0.0.2 | ''", "127.0.0.2 | 203.0.113.9",
        "127.0.0.2 | 192.0.2.1, 203.0.113.9", "127.0.0.2 | 192.0.2.1, 203.0.113.9, 127.0.0.3", "127.0.0.2 | unknown",
        "127.0.0.2 | 192.0.2.1, localhost", "127.0.0.2 | 192.0.2.1:80", "127.0.0.2 | 2001:db9::1", "127.0.0.2 | 192.0.2",
        "127.0.0.2 | 192.0.2.1,", "127.0.0.2 | 192.0.2.1, 2001:db8:ff:1::1%x y"
    })
    void refusesWhatComesFromElsewhereWhateverItSays(String from, String forwarded) throws Exception {
        RawHttp.Response answer = send(from, forwarded);
        assertFailure(answer, 403, 5008, "Not allowed to send", "The sender's address is not in an allowed network");
        assertThat(answer.header("Connection")).isEqualTo("close");
    }

    @Test
    void namesWhomItRefusesOnceAndNothingElse() throws Exception {
        for (int i = 0; i < 3; i++) {
            send("127.0.0.5", "");
            send(PROXY, "<b>evil</b>");
        }
        handover.awaitLogged("Refused a request from 127.0.0.5, which is not among WEBHOOK_ALLOWED_NETWORKS");
        List<String> lines = handover.logged();
        assertThat(lines.stream().filter(line -> line.contains("127.0.0.5"))).hasSize(1);
        assertThat(lines).noneMatch(line -> line.contains("evil"));
    }

    private RawHttp.Response send(String from, String forwarded) throws Exception {
        RawRequest request = RawRequest.callback(Callbacks.body(Callbacks.newGroup()));
        try (RawHttp http = new RawHttp(client.connect(handover.callbackPort(), from))) {
            return http.send((forwarded.isEmpty() ? request : request.header("X-Forwarded-For", forwarded)).bytes());
        }
    }
}
