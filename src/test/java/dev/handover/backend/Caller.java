package dev.handover.backend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Sends requests to Handover as raw bytes and reads the answers as raw bytes. */
final class Caller {

    static final String OURS = "callbackAfterTransferGroupOwnerCommand";

    /** The head's lines and the body's bytes. */
    record Answered(int status, List<String> head, byte[] body, Duration took) {

        String text() {
            return new String(body, ISO_8859_1);
        }

        List<String> header(String name) {
            return new BackendStub.Seen(head, body).header(name);
        }

        int errCode() throws IOException {
            JsonNode envelope = new ObjectMapper().readTree(body);
            if (envelope.path("actionCode").asInt() != 1) {
                throw new AssertionError("not a failure: " + text());
            }
            return envelope.path("errCode").asInt();
        }
    }

    private final int port;

    Caller(int port) {
        this.port = port;
    }

    Answered post(String target, String body, String... headers) throws IOException {
        return send("POST", target, body.getBytes(ISO_8859_1), headers);
    }

    Answered ours(String groupID, String operationID) throws IOException {
        return post(
                "/" + OURS,
                "{\"callbackCommand\":\"" + OURS + "\",\"groupID\":\"" + groupID
                        + "\",\"oldOwnerUserID\":\"a\",\"newOwnerUserID\":\"b\"}",
                "Content-Type: application/json; charset=utf-8",
                "Operationid: " + operationID);
    }

    /** Sends a head and so much of a body, and goes away. */
    void leaves(String target, String body, int contentLength) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = "POST " + target + " HTTP/1.1\r\nHost: caller.example\r\nContent-Length: " + contentLength;
            socket.getOutputStream().write((head + "\r\n\r\n" + body).getBytes(ISO_8859_1));
        }
    }

    Answered send(String method, String target, byte[] body, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: caller.example\r\n");
        if (Arrays.stream(headers).noneMatch(header -> header.startsWith("Connection:"))) {
            head.append("Connection: close\r\n");
        }
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        long start = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
            request.writeBytes(body == null ? new byte[0] : body);
            socket.getOutputStream().write(request.toByteArray());
            return answered(socket.getInputStream().readAllBytes(), start);
        }
    }

    interface Meanwhile {
        void happens() throws IOException;
    }

    /** Sends the first part of a body, waits for the answer and whether the connection ends with it, and sends the rest. */
    Answered postAnsweredMidway(String target, int first, int contentLength, Meanwhile answered) throws IOException {
        long start = System.nanoTime();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String head = "POST " + target + " HTTP/1.1\r\nHost: caller.example\r\nContent-Length: " + contentLength;
            socket.getOutputStream().write((head + "\r\n\r\n" + "x".repeat(first)).getBytes(ISO_8859_1));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.setSoTimeout(20_000);
            answer.write(socket.getInputStream().read());
            answered.happens();
            socket.setSoTimeout(1000);
            try {
                socket.getInputStream().transferTo(answer);
                throw new AssertionError("closed before the rest came");
            } catch (SocketTimeoutException open) {
                socket.setSoTimeout(20_000);
            }
            socket.getOutputStream().write(new byte[contentLength - first]);
            socket.getInputStream().transferTo(answer);
            return answered(answer.toByteArray(), start);
        }
    }

    private static Answered answered(byte[] answer, long start) {
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        int end = new String(answer, ISO_8859_1).indexOf("\r\n\r\n");
        List<String> lines = new String(answer, 0, end, ISO_8859_1).lines().toList();
        return new Answered(
                Integer.parseInt(lines.get(0).split(" ")[1]),
                lines,
                Arrays.copyOfRange(answer, end + 4, answer.length),
                took);
    }
}
