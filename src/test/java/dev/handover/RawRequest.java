package dev.handover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.handover.callback.Callback;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The bytes of one HTTP request, as nobody's HTTP library would check or mend them.
 *
 * @param method the method
 * @param target the path and query
 * @param headers the headers but {@code Host} and {@code Content-Length}, which {@link #bytes} adds
 * @param body the body; null for none
 */
public record RawRequest(String method, String target, Map<String, String> headers, byte[] body) {

    public static final String PATH = "/" + Callback.COMMAND;

    /** A callback as OpenIM sends it, with an operationID of its own. */
    public static RawRequest callback(byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "Go-http-client/1.1");
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("Operationid", UUID.randomUUID().toString());
        headers.put("Accept-Encoding", "gzip");
        return new RawRequest("POST", PATH, headers, body);
    }

    public static RawRequest callback(String body) {
        return callback(body.getBytes(UTF_8));
    }

    /** Tells it from all others, in the log and in the audit. */
    public String operationID() {
        return headers.get("Operationid");
    }

    public RawRequest method(String other) {
        return new RawRequest(other, target, headers, body);
    }

    public RawRequest target(String other) {
        return new RawRequest(method, other, headers, body);
    }

    /** Sets a header; null takes it off. */
    public RawRequest header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new RawRequest(method, target, changed, body);
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = head("Content-Length: " + body.length);
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** The same in chunks of at most {@code size} bytes. */
    public byte[] chunked(int size) {
        ByteArrayOutputStream bytes = head("Transfer-Encoding: chunked");
        for (int at = 0; at < body.length; at += size) {
            int length = Math.min(size, body.length - at);
            bytes.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
            bytes.write(body, at, length);
            bytes.writeBytes("\r\n".getBytes(ISO_8859_1));
        }
        bytes.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        return bytes.toByteArray();
    }

    private ByteArrayOutputStream head(String length) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + length + "\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Go sends a header's characters as UTF-8.
        bytes.writeBytes(head.append("\r\n").toString().getBytes(UTF_8));
        return bytes;
    }
}
