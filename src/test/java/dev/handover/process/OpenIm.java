package dev.handover.process;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection of OpenIM's client: it sends callbacks as the wire shows them, and keeps the connection open. */
final class OpenIm implements AutoCloseable {

    /** @param status 0 when the connection broke before an answer was whole */
    record Reply(int status, String body) {

        static final Reply BROKEN = new Reply(0, "");

        boolean isSuccess() {
            return status == 200 && body.contains("\"actionCode\":0,\"errCode\":0");
        }
    }

    private final int port;
    private final Duration timeout;
    private Socket socket;
    private InputStream input;

    OpenIm(int port) {
        this(port, Duration.ofSeconds(5));
    }

    OpenIm(int port, Duration timeout) {
        this.port = port;
        this.timeout = timeout;
    }

    /** Sends one callback; the operationID tells it from all others. */
    Reply transfer(String operationID, String groupID) {
        String body = "{\"callbackCommand\":\"callbackAfterTransferGroupOwnerCommand\",\"groupID\":\"" + groupID
                + "\",\"oldOwnerUserID\":\"userOld123\",\"newOwnerUserID\":\"userNew456\"}\n";
        return send("POST /openim/callbackAfterTransferGroupOwnerCommand HTTP/1.1\r\n"
                + "Host: 127.0.0.1:" + port + "\r\n"
                + "User-Agent: Go-http-client/1.1\r\n"
                + "Content-Length: " + body.length() + "\r\n"
                + "Content-Type: application/json; charset=utf-8\r\n"
                + "Operationid: " + operationID + "\r\n"
                + "Accept-Encoding: gzip\r\n\r\n" + body);
    }

    /** Sends any request that is answered with a Content-Length. */
    Reply send(String request) {
        try {
            connect();
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String head = head();
            int length = Integer.parseInt(head.replaceAll("(?is).*\r\ncontent-length: *(\\d+)\r\n.*", "$1"));
            String body = new String(input.readNBytes(length), StandardCharsets.UTF_8);
            if (body.length() < length || head.toLowerCase().contains("\r\nconnection: close")) {
                close();
            }
            return new Reply(Integer.parseInt(head.substring(9, 12)), body);
        } catch (IOException | NumberFormatException | StringIndexOutOfBoundsException broken) {
            close();
            return Reply.BROKEN;
        }
    }

    private void connect() throws IOException {
        if (socket == null) {
            socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            socket.connect(new InetSocketAddress("127.0.0.1", port), 2000);
            input = new BufferedInputStream(socket.getInputStream());
        }
    }

    private String head() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < 4) {
            int next = input.read();
            if (next < 0) {
                throw new IOException("closed before the answer");
            }
            head.write(next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException ignored) {
            // It was broken already.
        }
        socket = null;
    }
}
