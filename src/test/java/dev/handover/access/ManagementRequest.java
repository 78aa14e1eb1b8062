package dev.handover.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Base64;

/** A request to the management port as a browser would send it; Java's own client sets no Host and no Origin. */
record ManagementRequest(String method, String path, String headers) {

    static ManagementRequest get(String path) {
        return new ManagementRequest("GET", path, "");
    }

    static ManagementRequest post(String path) {
        return new ManagementRequest("POST", path, "Content-Length: 0\r\n");
    }

    ManagementRequest header(String name, String value) {
        return new ManagementRequest(method, path, headers + name + ": " + value + "\r\n");
    }

    ManagementRequest credentials(String username, String password) {
        String both = Base64.getEncoder().encodeToString((username + ":" + password).getBytes(UTF_8));
        return header("Authorization", "Basic " + both);
    }

    /** @return the whole answer, its head too */
    String send(String host, String url) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort())) {
            socket.setSoTimeout(20_000);
            String head = method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
