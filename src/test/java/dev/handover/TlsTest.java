package dev.handover;

import static dev.handover.Envelopes.assertFailure;
import static dev.handover.Envelopes.assertNotValid;
import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Callbacks over TLS, with certificates of both sides. */
@OverTls
class TlsTest {

    private static final String HERE = "127.0.0.1";

    @Autowired
    private Running handover;

    @Autowired
    private TlsClient client;

    @Test
    void answersAsWithoutIt() throws Exception {
        String group = Callbacks.newGroup();
        try (RawHttp http = connect()) {
            assertStored(http.send(RawRequest.callback(Callbacks.body(group)).target("/openim//" + RawRequest.PATH).bytes()));
            assertStored(http.send(RawRequest.callback(Callbacks.body(group)).chunked(7)));
            assertNotValid(http.send(RawRequest.callback("{").bytes()), "The body is not JSON");
        }
        try (RawHttp http = connect()) {
            assertFailure(http.send(RawRequest.callback("{}").target("/none").bytes()), 404, 5003, "No handler for this command",
                    "Nothing is served at this path");
        }
        try (RawHttp http = connect()) {
            byte[] large = RawRequest.callback(new byte[64 * 1024 + 1]).bytes();
            assertFailure(http.send(large), 413, 5005, "Request not acceptable", "The body is longer than 65536 bytes");
        }
        handover.accepted(group, 2);
    }

    @Test
    void letsNobodyInWithoutACertificateThatItTrusts() throws Exception {
        Certificate stranger = client.another("stranger");
        for (Certificate shown : new Certificate[] {null, stranger}) {
            // TLS 1.3 tells a client that its certificate is refused after the handshake.
            assertThatThrownBy(() -> {
                        try (RawHttp http = new RawHttp(client.connect(handover.callbackPort(), HERE, shown))) {
                            http.send(RawRequest.callback(Callbacks.body(Callbacks.newGroup())).bytes());
                        }
                    })
                    .isNotInstanceOf(AssertionError.class);
        }
    }

    @Test
    void takesUpANewCertificateWithoutLosingACallback() throws Exception {
        Certificate renewed = client.another("renewed");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<List<String>> sending = CompletableFuture.supplyAsync(() -> sendUntil(done));
        try (RawHttp kept = connect()) {
            String before = Callbacks.newGroup();
            assertStored(kept.send(RawRequest.callback(Callbacks.body(before)).bytes()));
            renewed.writePem(client.serverFolder());
            handover.eventually(() -> assertThat(shown()).isEqualTo(renewed.x509()));
            assertStored(kept.send(RawRequest.callback(Callbacks.body(before)).bytes()));
            handover.accepted(before, 2);
        } finally {
            done.set(true);
        }
        List<String> sent = sending.get();
        handover.eventually(() -> assertThat(handover.audited()).extracting(line -> line.path("groupID").asText()).containsAll(sent));
    }

    /** Each over a connection of its own, one after the other. */
    private List<String> sendUntil(AtomicBoolean done) {
        List<String> groups = new ArrayList<>();
        while (!done.get()) {
            String group = Callbacks.newGroup();
            try (RawHttp http = connect()) {
                assertStored(http.send(RawRequest.callback(Callbacks.body(group)).bytes()));
            } catch (IOException | GeneralSecurityException e) {
                throw new AssertionError("a callback was lost", e);
            }
            groups.add(group);
        }
        return groups;
    }

    private RawHttp connect() throws IOException, GeneralSecurityException {
        return new RawHttp(client.connect(handover.callbackPort(), HERE));
    }

    private java.security.cert.Certificate shown() throws IOException, GeneralSecurityException {
        try (var socket = client.connect(handover.callbackPort(), HERE)) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
