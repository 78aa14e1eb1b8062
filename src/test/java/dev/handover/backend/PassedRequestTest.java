package dev.handover.backend;

import static dev.handover.backend.BackendStub.says;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handover.backend.BackendStub.Seen;
import dev.handover.backend.Caller.Answered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What the backend sees of a request, with one byte more or less told. */
class PassedRequestTest extends PassingThrough {

    @Autowired
    EmbeddedActiveMQ broker;

    @Test
    void sendsMethodPathQueryAndBodyByteForByte() throws Exception {
        ByteArrayOutputStream every = new ByteArrayOutputStream();
        IntStream.range(0, 256).forEach(every::write);
        byte[] body = every.toByteArray();
        caller.send("POST", "/some/prefix//" + COMMAND + "/?contenttype=json&a=%zz&b=%2F+c&&%E4%BD%A0=1", body);
        Seen seen = BACKEND.seen();
        assertThat(seen.line())
                .isEqualTo("POST /openim/" + COMMAND + "?contenttype=json&a=%zz&b=%2F+c&&%E4%BD%A0=1 HTTP/1.1");
        assertThat(seen.body()).isEqualTo(body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "HEAD"})
    void keepsTheMethod(String method) throws Exception {
        BACKEND.then(says("HTTP/1.1 204 No Content\r\n\r\n"));
        assertThat(caller.send(method, "/" + COMMAND, null).status()).isEqualTo(204);
        Seen seen = BACKEND.seen();
        assertThat(seen.line()).isEqualTo(method + " /openim/" + COMMAND + " HTTP/1.1");
        assertThat(seen.body()).isEmpty();
    }

    @Test
    void sendsABodyWithAnyMethod() throws Exception {
        caller.send("DELETE", "/" + COMMAND, "gone".getBytes(UTF_8));
        assertThat(BACKEND.seen().body()).asString().isEqualTo("gone");
    }

    @Test
    void sendsEndToEndHeadersAsTheyCame() throws Exception {
        String chinese = new String("操作-1".getBytes(UTF_8), ISO_8859_1);
        caller.post(
                "/" + COMMAND + "?X-Same=1&Operationid=2",
                "{}",
                "Content-Type: application/json; charset=bogus",
                "Operationid: " + chinese,
                "X-Many: 1",
                "X-Many: 2",
                "X-List: [a, b]",
                "X-Same: kept",
                "X-Empty:",
                "Accept-Encoding: gzip",
                "Cache-Control: no-cache",
                "Via: 1.1 proxy",
                "Date: Tue, 24 Nov 2026 02:50:34 GMT",
                "Cookie: a=1; b=2");
        Seen seen = BACKEND.seen();
        assertThat(seen.header("Content-Type")).containsExactly("application/json; charset=bogus");
        assertThat(seen.header("Operationid")).containsExactly(chinese);
        assertThat(seen.header("X-Many")).containsExactly("1", "2");
        assertThat(seen.header("X-List")).containsExactly("[a, b]");
        assertThat(seen.header("X-Same")).containsExactly("kept");
        assertThat(seen.header("X-Empty")).containsExactly("");
        assertThat(seen.header("Accept-Encoding")).containsExactly("gzip");
        assertThat(seen.header("Cache-Control")).containsExactly("no-cache");
        assertThat(seen.header("Via")).containsExactly("1.1 proxy");
        assertThat(seen.header("Date")).containsExactly("Tue, 24 Nov 2026 02:50:34 GMT");
        assertThat(seen.header("Cookie")).containsExactly("a=1; b=2");
        assertThat(seen.header("User-Agent")).isEmpty();
    }

    @Test
    void dropsCredentialsAndWhatBelongsToTheConnection() throws Exception {
        caller.post(
                "/" + COMMAND,
                "{}",
                "Connection: close, X-Hop",
                "connection: x-also",
                "X-Hop: 1",
                "X-Also: 2",
                "Authorization: Basic c2VjcmV0",
                "Keep-Alive: timeout=5",
                "Proxy-Authorization: Basic c2VjcmV0",
                "Proxy-Connection: keep-alive",
                "TE: trailers",
                "Trailer: X-Later",
                "Upgrade: h2c");
        Seen seen = BACKEND.seen();
        assertThat(seen.head())
                .noneMatch(line -> line.matches(
                        "(?i)(x-hop|x-also|authorization|keep-alive|proxy-.*|te|trailer|upgrade):.*"));
        assertThat(seen.header("Connection")).doesNotContain("close, X-Hop", "x-also");
        assertThat(seen.header("Host")).containsExactly(BACKEND.url().replace("http://", ""));
        assertThat(seen.header("Content-Length")).containsExactly("2");
    }

    @Test
    void isNotSteeredByHeadersNamedLikeCamels() throws Exception {
        caller.post(
                "/" + COMMAND + "?CamelHttpPath=/evil&CamelHttpUri=http://127.0.0.1:1/",
                "{}",
                "CamelHttpUri: http://127.0.0.1:1/evil",
                "CamelHttpPath: /evil",
                "CamelHttpQuery: evil=1",
                "CamelHttpRawQuery: evil=1",
                "CamelHttpMethod: DELETE",
                "CamelHttpServletRequest: evil",
                "CamelHttpServletResponse: evil",
                "CamelRestHttpUri: http://127.0.0.1:1/evil");
        assertThat(BACKEND.seen().line())
                .isEqualTo("POST /openim/" + COMMAND
                        + "?CamelHttpPath=/evil&CamelHttpUri=http://127.0.0.1:1/ HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no field", "To=evil&b=%zz", "a=1&a=2"})
    void takesAFormForBytesLikeAnyOther(String form) throws Exception {
        for (String method : List.of("POST", "PUT")) {
            Answered answered = caller.send(
                    method, "/" + COMMAND, form.getBytes(UTF_8), "Content-Type: application/x-www-form-urlencoded");
            assertThat(answered.status()).isEqualTo(200);
            assertThat(BACKEND.seen().body()).asString().isEqualTo(form);
        }
    }

    @Test
    void passesACompressedBodyUntouched() throws Exception {
        byte[] body = gzip("{\"a\":1}");
        caller.send("POST", "/" + COMMAND, body, "Content-Encoding: gzip");
        Seen seen = BACKEND.seen();
        assertThat(seen.body()).isEqualTo(body);
        assertThat(seen.header("Content-Encoding")).containsExactly("gzip");
    }

    @Test
    void takesLongerBodiesThanOfOurOwnCommandUpToItsLimit() throws Exception {
        assertThat(caller.post("/" + COMMAND, "x".repeat(200 * 1024)).status()).isEqualTo(200);
        assertThat(BACKEND.seen().body()).hasSize(200 * 1024);
        Answered tooLong = caller.post("/" + COMMAND, "x".repeat(200 * 1024 + 1));
        assertThat(tooLong.status()).isEqualTo(413);
        assertThat(tooLong.errCode()).isEqualTo(5005);
        assertThat(caller.post("/" + Caller.OURS, "x".repeat(64 * 1024 + 1), "Content-Type: application/json")
                        .status())
                .isEqualTo(413);
        assertThat(BACKEND.unseen()).isZero();
    }

    @Test
    void neverPassesOursThroughAndStoresNoCopy() throws Exception {
        assertThat(caller.ours("G", "op-own").status()).isEqualTo(200);
        assertThat(caller.send("GET", "/" + Caller.OURS, null).status()).isEqualTo(405);
        assertThat(BACKEND.unseen()).isZero();
        await("the fan-out").until(() -> audited().contains("op-own"));
        assertThat(broker.getActiveMQServer().locateQueue("transfers.app-backend")).isNull();
    }

    private static String audited() throws IOException {
        StringBuilder lines = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(data.resolve("audit"), "*.jsonl")) {
            for (Path file : files) {
                lines.append(Files.readString(file));
            }
        }
        return lines.toString();
    }
}
