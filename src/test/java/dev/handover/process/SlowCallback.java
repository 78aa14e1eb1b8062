package dev.handover.process;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One callback whose last byte waits. */
final class SlowCallback implements AutoCloseable {

    private final Socket socket;
    private final byte[] request;
    private int sent;

    SlowCallback(int port, String groupID) throws IOException {
        String body = "{\"callbackCommand\":\"callbackAfterTransferGroupOwnerCommand\",\"groupID\":\"" + groupID
                + "\",\"oldOwnerUserID\":\"userOld123\",\"newOwnerUserID\":\"userNew456\"}";
        request = ("POST /callbackAfterTransferGroupOwnerCommand HTTP/1.1\r\nHost: handover\r\n"
                        + "Content-Type: application/json\r\nOperationid: op-" + groupID + "\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    void sendAllButTheEnd() throws IOException {
        send(request.length - 1);
    }

    void sendOneByte() throws IOException {
        send(Math.min(sent + 1, request.length));
    }

    private void send(int until) throws IOException {
        OutputStream output = socket.getOutputStream();
        output.write(request, sent, until - sent);
        output.flush();
        sent = until;
    }

    /** Sends what is left, and answers what comes back; empty when the connection was closed without an answer. */
    String finish() throws IOException {
        send(request.length);
        return answer();
    }

    String answer() throws IOException {
        byte[] buffer = new byte[4096];
        int length = socket.getInputStream().read(buffer);
        return length < 0 ? "" : new String(buffer, 0, length, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
