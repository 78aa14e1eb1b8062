import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A mail server and a Slack that take everything at once, on this machine: {@code java Receivers.java SMTP-PORT SLACK-PORT}.
 * They throw away what they get.
 */
public class Receivers {

    public static void main(String[] args) throws IOException {
        // Else each answer, sent in two parts, waits 40 ms for the client's acknowledgement of the first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ExecutorService threads = Executors.newCachedThreadPool();
        InetAddress here = InetAddress.getLoopbackAddress();
        HttpServer slack = HttpServer.create(new InetSocketAddress(here, Integer.parseInt(args[1])), 0);
        slack.setExecutor(threads);
        slack.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            byte[] ok = "ok".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, ok.length);
            exchange.getResponseBody().write(ok);
            exchange.close();
        });
        slack.start();
        try (ServerSocket smtp = new ServerSocket(Integer.parseInt(args[0]), 100, here)) {
            while (true) {
                Socket client = smtp.accept();
                threads.execute(() -> talk(client));
            }
        }
    }

    private static void talk(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = client.getOutputStream();
            say(out, "220 bench");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.toUpperCase().split(" ")[0];
                switch (command) {
                    case "DATA" -> {
                        say(out, "354 go on");
                        for (String text = in.readLine(); text != null && !text.equals("."); text = in.readLine()) {
                            // Thrown away.
                        }
                        say(out, "250 ok");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
