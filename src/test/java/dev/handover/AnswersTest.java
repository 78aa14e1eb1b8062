package dev.handover;

import static dev.handover.Envelopes.assertFailure;
import static dev.handover.Envelopes.assertNotValid;
import static dev.handover.Envelopes.assertStored;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.callback.Callback;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** What OpenIM gets for whatever it, or somebody else, sends to the callback port. */
@NothingConfigured
class AnswersTest {

    private static final int LARGEST = 64 * 1024;
    private static final String UNHANDLED = "Handover handles callbackAfterTransferGroupOwnerCommand only";

    @Autowired
    private Running handover;

    @Test
    void answersSuccessForWhatItStored() {
        String group = Callbacks.newGroup();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        handover.accepted(group);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "?contenttype=json", "/", "//", "/?contenttype=json", "?", "??a=b&&=;c=%zz&%", "?a[]=b|c^d{e}`\"<f>\\"
    })
    void servesTheUrlWithWhateverComesBehind(String behind) {
        assertStored(handover.send(someCallback().target(RawRequest.PATH + behind)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/", "/callbackExample/", "/openim/", "//", "/callbackExample//", "///a//b///", "/a/b.c/d-e/f_g/~h/",
        "/%20/%C3%A4/", "/a/./../x/", "/;a=b/", "http://127.0.0.1/callbackExample/"
    })
    void servesTheUrlBelowAnyPrefix(String prefix) {
        assertStored(handover.send(someCallback().target(prefix + Callback.COMMAND)));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8",
        "Application/JSON; Charset=\"utf-8\"", "application/json; charset=us-ascii", "application/json; version=1",
        "application/json; charset", "application/json;"
    })
    void takesJsonByItsContentTypeAndReadsItAsUTF8(String contentType) {
        String group = Callbacks.newGroup() + "ä😀";
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group)).header("Content-Type", contentType)));
        handover.accepted(group);
    }

    @Test
    void takesEveryCharacterThatJsonCanHold() {
        String group = Callbacks.newGroup() + "\u0000\u0001\t ä€😀\u202e\ufffe\uffff\u2028 \\ \" / </script>";
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group, "\u007f", "\ud83d\ude00"))));
        handover.accepted(group);
    }

    @Test
    void takes256CharactersWhateverTheirSizeInBytes() {
        String longest = "😀".repeat(256);
        assertStored(handover.send(RawRequest.callback(Callbacks.body(longest, "x".repeat(256), "ä".repeat(256)))));
    }

    @Test
    void ignoresUnknownFields() {
        var body = Callbacks.object(Callbacks.newGroup(), "a", "b");
        body.put("groupName", "x").put("time", 1).putNull("ex").putObject("operator").putArray("roles").add(100);
        assertStored(handover.send(RawRequest.callback(Callbacks.text(body))));
    }

    @Test
    void takesExactly64KiB() {
        byte[] body = padded(LARGEST);
        assertStored(handover.send(RawRequest.callback(body)));
        assertStored(handover.send(RawRequest.callback(body).header("Operationid", "").chunked(5000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {4095, 4096, 4097, 5000, 7500, 8192, 16_384})
    void takesABodyThatComesWithItsHead(int size) {
        assertStored(handover.send(RawRequest.callback(padded(size))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void takesABodyThatComesInPieces(int withTheHead) throws Exception {
        String group = Callbacks.newGroup() + "äöü";
        RawRequest request = RawRequest.callback(Callbacks.body(group));
        byte[] bytes = request.bytes();
        int piece = bytes.length - request.body().length + withTheHead;
        try (RawHttp http = handover.connect()) {
            http.begin(Arrays.copyOf(bytes, piece));
            // By the time another one has been answered, the server should have looked at this one.
            assertStored(handover.send(someCallback()));
            assertStored(http.send(Arrays.copyOfRange(bytes, piece, bytes.length)));
        }
        handover.accepted(group);
    }

    @Test
    void takesChunksOfOneByte() {
        assertStored(handover.send(someCallback().chunked(1)));
    }

    @Test
    void takesHTTP10() {
        byte[] body = Callbacks.body(Callbacks.newGroup()).getBytes(UTF_8);
        String head = "POST " + RawRequest.PATH + " HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: ";
        assertStored(handover.send(join(head + body.length + "\r\n\r\n", body)));
    }

    @Nested
    @ExtendWith(OutputCaptureExtension.class)
    class RefusesAndKeepsNothing {

        private final String operation = UUID.randomUUID().toString();

        static Stream<Arguments> bodies() {
            return Stream.of(notJson(), notOneObject(), fields(), keys(), encodings(), nesting()).flatMap(s -> s);
        }

        private static Stream<Arguments> notJson() {
            String valid = Callbacks.body("g").strip();
            return Stream.of(
                            "{", "hello", "}", "{\"groupID\"", "{'groupID': 'g'}", "{groupID: \"g\"}", "<xml/>",
                            "groupID=g&newOwnerUserID=n", valid.substring(0, valid.length() - 1), valid.replace("}", ",}"),
                            valid.replace("\"g\"", "\"g\n\""), valid.replace("\"g\"", "\"\\x41\""), "/* c */" + valid,
                            valid.replace("\"g\"", "NaN"), valid.replace("\"g\"", "01"), valid + "x", valid + "\u0000",
                            valid + "]", "\u0000")
                    .map(body -> bad("not JSON: " + body, body, "The body is not JSON"));
        }

        private static Stream<Arguments> notOneObject() {
            String valid = Callbacks.body("g");
            return Stream.of(
                    bad("an array", "[" + valid + "]", "The body must be one JSON object"),
                    bad("an empty array", "[]", "The body must be one JSON object"),
                    bad("null", "null", "The body must be one JSON object"),
                    bad("a string", "\"groupID\"", "The body must be one JSON object"),
                    bad("an empty string", "\"\"", "The body must be one JSON object"),
                    bad("a number", "1", "The body must be one JSON object"),
                    bad("true", "true", "The body must be one JSON object"),
                    bad("white space", " \r\n\t", "The body must be one JSON object"),
                    bad("nothing", "", "The body is empty"),
                    bad("two objects", valid + valid, "There is something after the JSON object"),
                    bad("an object and a number", valid + "1", "There is something after the JSON object"),
                    bad("an object and null", valid + "null", "There is something after the JSON object"));
        }

        private static Stream<Arguments> fields() {
            var json = JsonNodeFactory.instance;
            return Stream.of("callbackCommand", "groupID", "oldOwnerUserID", "newOwnerUserID").flatMap(field -> Stream.of(
                    bad(field + " missing", Callbacks.text(lacking(field)), field + " is missing"),
                    bad(field + " null", Callbacks.text(valid().putNull(field)), field + " is missing"),
                    bad(field + " empty", Callbacks.text(valid().put(field, "")), field + " is blank"),
                    bad(field + " blank", Callbacks.text(valid().put(field, " \t\u2003")), field + " is blank"),
                    bad(field + " integer", Callbacks.text(valid().put(field, 12345)), field + " must be a string"),
                    bad(field + " decimal", Callbacks.text(valid().put(field, 1.5)), field + " must be a string"),
                    bad(field + " boolean", Callbacks.text(valid().put(field, true)), field + " must be a string"),
                    bad(field + " object", Callbacks.text(valid().set(field, json.objectNode().put(field, "g"))),
                            field + " must be a string"),
                    bad(field + " array", Callbacks.text(valid().set(field, json.arrayNode().add("g"))),
                            field + " must be a string"),
                    bad(field + " empty array", Callbacks.text(valid().set(field, json.arrayNode())),
                            field + " must be a string"),
                    bad(field + " of 257 characters", Callbacks.text(valid().put(field, "😀".repeat(257))),
                            field + " is longer than 256 characters"),
                    bad(field + " in another case", Callbacks.text(lacking(field).put(field.toUpperCase(), "g")),
                            field + " is missing"),
                    bad(field + " with a lone surrogate", Callbacks.text(lacking(field))
                            .replace("}", ",\"" + field + "\":\"a\\ud800\"}"), surrogate(field))));
        }

        private static String surrogate(String field) {
            return field + " is not valid Unicode";
        }

        private static Stream<Arguments> keys() {
            String valid = Callbacks.body("g").strip();
            String same = Callbacks.body("g", "same", "same");
            return Stream.of(
                    bad("another command", Callbacks.text(valid().put("callbackCommand", "callbackAfterJoinGroupCommand")),
                            "callbackCommand must be callbackAfterTransferGroupOwnerCommand"),
                    bad("old = new owner", same, "newOwnerUserID is the same as oldOwnerUserID"),
                    bad("a key twice", valid.replace("}", ",\"groupID\":\"h\"}"), "A key is given twice"),
                    bad("a key twice, once escaped", valid.replace("}", ",\"\\u0067roupID\":\"g\"}"), "A key is given twice"),
                    bad("an unknown key twice", valid.replace("}", ",\"x\":1,\"x\":1}"), "A key is given twice"),
                    bad("a nested key twice", valid.replace("}", ",\"x\":[{\"y\":1,\"y\":2}]}"), "A key is given twice"));
        }

        private static Stream<Arguments> encodings() {
            String valid = Callbacks.body("g");
            return Stream.of(
                    bad("a stray byte", splice(valid, 0xFF), "The body is not valid UTF-8"),
                    bad("a character cut off", splice(valid, 0xE2, 0x82), "The body is not valid UTF-8"),
                    bad("Latin-1", valid.replace("\"g\"", "\"ä\"").getBytes(ISO_8859_1), "The body is not valid UTF-8"),
                    bad("an overlong slash", splice(valid, 0xC0, 0xAF), "The body is not valid UTF-8"),
                    bad("an overlong zero", splice(valid, 0xC0, 0x80), "The body is not valid UTF-8"),
                    bad("a surrogate in UTF-8", splice(valid, 0xED, 0xA0, 0x80), "The body is not valid UTF-8"),
                    bad("beyond Unicode", splice(valid, 0xF4, 0x90, 0x80, 0x80), "The body is not valid UTF-8"),
                    bad("UTF-16", valid.getBytes(UTF_16), "The body is not valid UTF-8"),
                    bad("UTF-16 without a mark, big", valid.getBytes(UTF_16BE), "The body is not JSON"),
                    bad("UTF-16 without a mark, little", valid.getBytes(UTF_16LE), "The body is not JSON"));
        }

        private static Stream<Arguments> nesting() {
            String valid = Callbacks.body("g").strip();
            return Stream.of(
                    bad("1,001 arrays in an unknown field", nested(valid, "[", "]", 1001), "The body is not JSON"),
                    bad("30,000 arrays in an unknown field", nested(valid, "[", "]", 30_000), "The body is not JSON"),
                    bad("10,000 objects in an unknown field", nested(valid, "{\"a\":", "}", 10_000), "The body is not JSON"),
                    bad("60,000 arrays and no end", "[".repeat(60_000), "The body must be one JSON object"));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("bodies")
        void aBodyThatIsNotValid(String name, byte[] body, String errDlt) {
            assertRefused(() -> {
                RawHttp.Response answer = handover.send(callback(body));
                assertNotValid(answer, errDlt);
            });
        }

        @Test
        void sendersThatDoNotFinishWithoutHoldingUpOthers() throws Exception {
            RawRequest refused = callback(padded(LARGEST)).header("Content-Type", "text/plain");
            byte[] head = Arrays.copyOf(refused.bytes(), refused.bytes().length - LARGEST + 1);
            List<RawHttp> senders = new ArrayList<>();
            try {
                // More than there are threads; each keeps its connection open.
                for (int i = 0; i < 64; i++) {
                    RawHttp sender = handover.connect();
                    senders.add(sender);
                    assertThat(sender.send(head).status()).isEqualTo(415);
                }
                long begun = System.nanoTime();
                assertStored(handover.send(someCallback()));
                // A thread that waits for the rest of a body does so for 10 s.
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
            } finally {
                for (RawHttp sender : senders) {
                    sender.close();
                }
            }
        }

        @Test
        void aBodyOver64KiB() {
            String detail = "The body is longer than 65536 bytes";
            byte[] body = padded(LARGEST + 1);
            assertRefused(() -> {
                assertFailure(handover.send(callback(body)), 413, 5005, "Request not acceptable", detail);
                assertFailure(
                        handover.send(callback(body).chunked(4096)), 413, 5005, "Request not acceptable", detail);
            });
        }

        @Test
        void aBodyThatIsSaidToBeOver64KiBBeforeItComes() {
            RawRequest head = callback(new byte[0]).header("X-Next", "a\r\nContent-Length: 65537");
            assertRefused(() -> assertFailure(
                    handover.send(new String(head.bytes(), UTF_8).replaceFirst("Content-Length: 0\r\n", "").getBytes(UTF_8)),
                    413, 5005, "Request not acceptable", "The body is longer than 65536 bytes"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "post"})
        void anotherMethod(String method) {
            assertRefused(() -> {
                RawHttp.Response answer = handover.send(callback().method(method));
                assertThat(answer.header("Allow")).isEqualTo("POST");
                if (method.equals("HEAD")) {
                    assertThat(answer.status()).isEqualTo(405);
                    return;
                }
                // Tomcat itself refuses TRACE.
                String detail = method.equals("TRACE") ? "The request could not be read or served" : "The method must be POST";
                assertFailure(answer, 405, 5005, "Request not acceptable", detail);
            });
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp",
            "application/*", "*/*", "json", "application/json; charset=utf-16", "application/json; charset=iso-8859-1",
            "application/json; charset=nonesuch", "application/json, text/plain"
        })
        void anotherContentType(String contentType) {
            assertRefused(() -> assertFailure(
                    handover.send(callback().header("Content-Type", contentType)),
                    415, 5005, "Request not acceptable", "The Content-Type must be application/json in UTF-8"));
        }

        @Test
        void noContentType() {
            assertRefused(() -> assertFailure(
                    handover.send(callback().header("Content-Type", null)),
                    415, 5005, "Request not acceptable", "The Content-Type must be application/json in UTF-8"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"gzip", "GZIP, identity", "br"})
        void aCompressedBody(String encoding) {
            assertRefused(() -> assertFailure(
                    handover.send(callback().header("Content-Encoding", encoding)),
                    415, 5005, "Request not acceptable", "The body must not be compressed"));
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "/callbackBeforeSendSingleMsgCommand", "/callbackExample/callbackAfterJoinGroupCommand?contenttype=json",
            "//callbackBeforeSetGroupInfoCommand/", "/callbackAfterTransferGroupOwnerCommandX", "/callback",
            "/callbackaftertransfergroupownercommand"
        })
        void aCommandThatIsNotOurs(String target) {
            assertRefused(() -> assertFailure(
                    handover.send(callback().target(target)), 404, 5003, "No handler for this command", UNHANDLED));
            assertRefused(() -> assertFailure(
                    handover.send(callback().target(target).method("GET")),
                    404, 5003, "No handler for this command", UNHANDLED));
        }

        @ParameterizedTest
        @ValueSource(strings = {
            "/", "/favicon.ico", "/error", "/actuator", "/actuator/health", "/..%2f..%2fetc/passwd", "*",
            "/callbackAfterTransferGroupOwnerCommand/x", "/callbackAfterTransferGroupOwnerCommand;a=b",
            "/%63allbackAfterTransferGroupOwnerCommand", "/callbackAfterTransferGroupOwnerCommand%2f",
            "/callbackAfterTransferGroupOwnerCommand%0d%0aX-Injected:%20a", "callbackAfterTransferGroupOwnerCommand"
        })
        void aPathThatIsNoCommand(String target) {
            assertRefused(() -> {
                RawHttp.Response answer = handover.send(callback().target(target));
                assertThat(answer.status()).isIn(400, 404);
                int errCode = answer.status() == 404 ? 5003 : 5001;
                assertThat(answer.body()).startsWith("{\"actionCode\":1,\"errCode\":" + errCode + ",");
                assertThat(answer.header("Content-Type")).isEqualTo("application/json");
                assertThat(answer.headers()).doesNotContainKey("X-Injected");
            });
        }

        static Stream<Arguments> notHTTP() {
            String head = "POST " + RawRequest.PATH + " HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n";
            return Stream.of(
                    arguments("words", "HELLO\r\n\r\n"),
                    arguments("a TLS greeting", "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n"),
                    arguments("HTTP/3", head.replace("1.1", "3.0") + "Content-Length: 0\r\n\r\n"),
                    arguments("no host", "POST " + RawRequest.PATH + " HTTP/1.1\r\nContent-Length: 0\r\n\r\n"),
                    arguments("two hosts", head + "Host: b\r\nContent-Length: 0\r\n\r\n"),
                    arguments("two lengths", head + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                    arguments("a length below zero", head + "Content-Length: -1\r\n\r\n"),
                    arguments("a length in words", head + "Content-Length: two\r\n\r\n{}"),
                    arguments("an unknown transfer encoding", head + "Transfer-Encoding: fold\r\n\r\n"),
                    arguments("bad chunks", head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
                    arguments("a chunk longer than said", head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}}\r\n0\r\n\r\n"),
                    arguments("a huge header", head + "X-Huge: " + "x".repeat(60_000) + "\r\nContent-Length: 0\r\n\r\n"),
                    arguments("a huge path", "POST /" + "x".repeat(60_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                    arguments("too many headers", head + "X-A: a\r\n".repeat(500) + "Content-Length: 0\r\n\r\n"),
                    arguments("a header's name with a blank", head + "X A: a\r\nContent-Length: 0\r\n\r\n"));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("notHTTP")
        void aRequestThatIsNotHTTP(String name, String request) {
            assertRefused(() -> {
                RawHttp.Response answer = handover.send(request.getBytes(ISO_8859_1));
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body()).startsWith("{\"actionCode\":1,\"errCode\":5001,\"errMsg\":\"Invalid callback\",");
                assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            });
        }

        @Test
        void withOneLineInTheLogThatHoldsNothingOfTheCaller(CapturedOutput output) {
            String forged = "2026-11-24 INFO forged";
            var number = Callbacks.object("g\r\n" + forged, "\r\n" + forged, "x").put("newOwnerUserID", 1);
            int before = output.getAll().length();
            assertNotValid(
                    handover.send(RawRequest.callback(Callbacks.text(number))
                            .header("Operationid", forged)
                            .target("/%0d%0a" + forged.replace(" ", "%20") + RawRequest.PATH)),
                    "newOwnerUserID must be a string");
            assertThat(output.getAll().substring(before).lines().filter(line -> !line.isBlank()))
                    .singleElement()
                    .asString()
                    .endsWith("Refused a callback: INVALID: newOwnerUserID must be a string");
        }

        /** A callback that can be told from all others in the audit. */
        private RawRequest callback(byte[] body) {
            return RawRequest.callback(body).header("Operationid", operation);
        }

        private RawRequest callback() {
            return someCallback().header("Operationid", operation);
        }

        private void assertRefused(Runnable sending) {
            sending.run();
            handover.probe("");
            assertThat(handover.auditedOf(operation)).isEmpty();
        }
    }

    @Nested
    class KeepsConnections {

        @Autowired
        private ServletWebServerApplicationContext context;

        @Test
        void openFor300Requests() throws Exception {
            try (RawHttp http = handover.connect()) {
                for (int i = 0; i < 300; i++) {
                    RawHttp.Response answer = http.send(someCallback().bytes());
                    assertStored(answer);
                    assertThat(answer.header("Connection")).isNotEqualToIgnoringCase("close");
                }
            }
        }

        static Stream<Arguments> refused() {
            RawRequest head = someCallback().method("GET");
            return Stream.of(
                    arguments(400, RawRequest.callback("{}")),
                    arguments(404, head.target("/")),
                    arguments(404, someCallback().target("/callbackAfterJoinGroupCommand")),
                    arguments(405, head),
                    arguments(413, RawRequest.callback(padded(LARGEST + 1))),
                    arguments(415, someCallback().header("Content-Type", "text/plain")));
        }

        @ParameterizedTest
        @MethodSource("refused")
        void andSaysSoWhenItClosesOneWithARefusal(int status, RawRequest request) {
            RawHttp.Response answer = handover.send(request);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Connection")).isEqualTo("close");
        }

        @Test
        void forAnyNumberOfRequestsAndTenIdleMinutesAtLeast() {
            TomcatWebServer server = (TomcatWebServer) context.getWebServer();
            AbstractHttp11Protocol<?> http =
                    (AbstractHttp11Protocol<?>) server.getTomcat().getConnector().getProtocolHandler();
            assertThat(http.getKeepAliveTimeout()).isGreaterThanOrEqualTo(10 * 60 * 1000);
            assertThat(http.getMaxKeepAliveRequests()).isEqualTo(-1);
        }
    }

    @Nested
    class WhileStartingOrStopping {

        @Autowired
        private ServletWebServerApplicationContext context;

        @AfterEach
        void acceptsAgain() {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }

        @ParameterizedTest
        @ValueSource(strings = {RawRequest.PATH, "/callbackAfterJoinGroupCommand", "/"})
        void answersThatNothingWasStored(String target) {
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
            assertFailure(
                    handover.send(someCallback().target(target)),
                    503, 5007, "Not stored", "Handover is starting, stopping or out of disk space; nothing was kept");
        }

        @Test
        void answersSuccessAfterwards() {
            AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
            assertStored(handover.send(someCallback()));
        }
    }

    private static RawRequest someCallback() {
        return RawRequest.callback(Callbacks.body(Callbacks.newGroup()));
    }

    private static Arguments bad(String name, String body, String errDlt) {
        return bad(name, body.getBytes(UTF_8), errDlt);
    }

    private static Arguments bad(String name, byte[] body, String errDlt) {
        return arguments(name.replaceAll("\\p{Cntrl}", "?"), body, errDlt);
    }

    private static ObjectNode valid() {
        return Callbacks.object("g", "old", "new");
    }

    private static ObjectNode lacking(String field) {
        ObjectNode body = valid();
        body.remove(field);
        return body;
    }

    private static String nested(String valid, String open, String close, int depth) {
        return valid.substring(0, valid.length() - 1) + ",\"x\":" + open.repeat(depth) + "1" + close.repeat(depth) + "}";
    }

    /** A valid body of so many bytes. */
    private static byte[] padded(int size) {
        var body = Callbacks.object(Callbacks.newGroup(), "old", "new").put("padding", "");
        int missing = size - Callbacks.text(body).length();
        return Callbacks.text(body.put("padding", "x".repeat(missing))).getBytes(UTF_8);
    }

    /** The body with raw bytes in place of the group's "g". */
    private static byte[] splice(String body, int... bytes) {
        int at = body.indexOf("\"g\"") + 1;
        ByteArrayOutputStream spliced = new ByteArrayOutputStream();
        spliced.writeBytes(body.substring(0, at).getBytes(UTF_8));
        for (int value : bytes) {
            spliced.write(value);
        }
        spliced.writeBytes(body.substring(at + 1).getBytes(UTF_8));
        return spliced.toByteArray();
    }

    private static byte[] join(String head, byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
