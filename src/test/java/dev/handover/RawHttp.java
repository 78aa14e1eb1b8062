package dev.handover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One connection to a server: bytes in, one answer out, as often as wanted. */
public final class RawHttp implements Closeable {

    private final Socket socket;
    private final InputStream input;

    public RawHttp(int port) {
        this(socket(port));
    }

    /** Over a connection that was made in its own way. */
    public RawHttp(Socket connected) {
        try {
            socket = connected;
            socket.setSoTimeout(20_000);
            socket.setTcpNoDelay(true);
            input = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket socket(int port) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the bytes and reads one answer by its {@code Content-Length}. */
    public Response send(byte[] request) {
        try {
            write(request);
            return read(new String(request, ISO_8859_1).startsWith("HEAD "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the first bytes of a request. */
    public void begin(byte[] part) {
        try {
            write(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the answer to what was begun. */
    public Response answer() {
        try {
            return read(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server may answer, and close, before it has read everything. */
    private void write(byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
        } catch (SocketException closed) {
            // The answer may be there all the same.
        }
    }

    private Response read(boolean headOnly) throws IOException {
        String[] status = line().split(" ", 3);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            headers.computeIfAbsent(header[0], name -> new ArrayList<>()).add(header[1].strip());
        }
        if (!headers.containsKey("Content-Length")) {
            throw new IOException("An answer without Content-Length: " + String.join(" ", status) + headers);
        }
        int length = headOnly ? 0 : Integer.parseInt(headers.get("Content-Length").get(0));
        byte[] body = input.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("The answer ended early");
        }
        return new Response(Integer.parseInt(status[1]), headers, new String(body, UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new EOFException("The connection closed before an answer");
            }
            line.write(next);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** An answer; its headers' names have no case. */
    public record Response(int status, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }
    }
}
