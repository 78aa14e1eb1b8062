package dev.handover.backend;

import static dev.handover.backend.BackendStub.says;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.backend.Caller.Answered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sees of the backend's answer. */
class PassedAnswerTest extends PassingThrough {

    @Test
    void returnsStatusHeadersAndBodyAsTheyAre() throws Exception {
        BACKEND.then(says("HTTP/1.1 418 I'm a teapot\r\nContent-Length: 3\r\n"
                + "Content-Type: text/plain;charset=utf-16\r\nX-Many: 1\r\nX-Many: 2\r\nX-List: [a, b]\r\n"
                + "Set-Cookie: a=1; Expires=Tue, 24 Nov 2026 02:50:34 GMT\r\nSet-Cookie: b=2\r\n"
                + "Server: theirs\r\nDate: Tue, 24 Nov 2026 02:50:34 GMT\r\nCache-Control: no-store\r\n"
                + "Keep-Alive: timeout=5\r\nConnection: X-Hop\r\nX-Hop: 1\r\nProxy-Authenticate: Basic\r\n"
                + "CamelHttpResponseCode: 200\r\n\r\n\u0000\u00ff\u0080"));
        Answered answered = caller.post("/" + COMMAND, "{}", "Content-Encoding: x-mine");
        assertThat(answered.status()).isEqualTo(418);
        assertThat(answered.text()).isEqualTo("\u0000\u00ff\u0080");
        assertThat(answered.header("Content-Length")).containsExactly("3");
        assertThat(answered.header("Content-Type")).containsExactly("text/plain;charset=utf-16");
        assertThat(answered.header("X-Many")).containsExactly("1", "2");
        assertThat(answered.header("X-List")).containsExactly("[a, b]");
        assertThat(answered.header("Set-Cookie"))
                .containsExactly("a=1; Expires=Tue, 24 Nov 2026 02:50:34 GMT", "b=2");
        assertThat(answered.header("Server")).containsExactly("theirs");
        assertThat(answered.header("Date")).containsExactly("Tue, 24 Nov 2026 02:50:34 GMT");
        assertThat(answered.header("Cache-Control")).containsExactly("no-store");
        assertThat(answered.head())
                .noneMatch(line -> line.matches("(?i)(keep-alive|x-hop|proxy-authenticate|content-encoding):.*"));
    }

    @Test
    void returnsACompressedBodyUntouched() throws Exception {
        byte[] body = gzip("{\"actionCode\":0}");
        BACKEND.then(output -> {
            String head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length;
            output.write((head + "\r\n\r\n").getBytes(ISO_8859_1));
            output.write(body);
        });
        Answered answered = caller.post("/" + COMMAND, "{}", "Accept-Encoding: gzip");
        assertThat(answered.body()).isEqualTo(body);
        assertThat(answered.header("Content-Encoding")).containsExactly("gzip");
    }

    @Test
    void returnsChunksAsTheBodyTheyMake() throws Exception {
        BACKEND.then(says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"));
        Answered answered = caller.post("/" + COMMAND, "{}");
        assertThat(answered.text()).isEqualTo("abc");
        assertThat(answered.header("Transfer-Encoding")).isEmpty();
    }

    @Test
    void followsNoRedirect() throws Exception {
        BACKEND.then(says("HTTP/1.1 302 Found\r\nLocation: /elsewhere?a=%zz\r\nContent-Length: 0\r\n\r\n"));
        Answered answered = caller.post("/" + COMMAND, "{}");
        assertThat(answered.status()).isEqualTo(302);
        assertThat(answered.header("Location")).containsExactly("/elsewhere?a=%zz");
        BACKEND.seen();
        assertThat(BACKEND.unseen()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404, 429, 500, 503})
    void returnsAnErrorWithoutABodyAsOne(int status) throws Exception {
        BACKEND.then(says("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n\r\n"));
        Answered answered = caller.post("/" + COMMAND, "{}");
        assertThat(answered.status()).isEqualTo(status);
        assertThat(answered.body()).isEmpty();
        BACKEND.seen();
        assertThat(BACKEND.unseen()).as("requests sent again").isZero();
    }

    @Test
    void makesNoEnvelopeOfAnErrorThatSaysNothing() throws Exception {
        BACKEND.then(says("HTTP/1.1 404 Not Found\r\n\r\n"));
        Answered answered = caller.send("HEAD", "/" + COMMAND, null);
        assertThat(answered.status()).isEqualTo(404);
        assertThat(answered.header("Content-Type")).isEmpty();
    }

    @Test
    void tellsOfTheBodyThatHeadHasNot() throws Exception {
        BACKEND.then(says("HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n"));
        assertThat(caller.send("HEAD", "/" + COMMAND, null).header("Content-Length")).containsExactly("77");
    }
}
