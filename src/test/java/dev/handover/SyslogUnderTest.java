package dev.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A syslog server over TCP that takes RFC 5424, section 6, and nothing else. */
final class SyslogUnderTest implements DestinationUnderTest {

    private static final Pattern MESSAGE = Pattern.compile(
            "<(\\d{1,3})>1 (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?:Z|[+-]\\d\\d:\\d\\d)) ([!-~]{1,255}) ([!-~]{1,48}) ([!-~]{1,128}) "
                    + "([!-~]{1,32}) \\[([!-~&&[^ =\\]\"@]]+@\\d+)((?: [!-~&&[^=\\]\"]]{1,32}=\"[^\"\\\\\\]]*+(?:\\\\[\"\\\\\\]][^\"\\\\\\]]*+)*+\")*+)\\] \uFEFF(.+)");
    private static final Pattern PARAM = Pattern.compile(" ([^=]+)=\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final int port;
    private ServerSocket server;

    /** One message. */
    record Line(int priority, String messageID, Map<String, String> data, String text) {}

    SyslogUnderTest() {
        listen(0);
        port = server.getLocalPort();
    }

    List<String> settings() {
        return List.of("SYSLOG_HOST=127.0.0.1", "SYSLOG_PORT=" + port);
    }

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public void failForNow() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean refuse() {
        return false;
    }

    @Override
    public void recover() {
        if (server.isClosed()) {
            listen(port);
        }
    }

    @Override
    public long arrived(String eventID) {
        return about(eventID).size();
    }

    List<Line> about(String eventID) {
        return lines.stream().filter(line -> line.data().get("id").equals(eventID)).toList();
    }

    /** What is no message by the RFC. */
    List<String> refused() {
        return refused;
    }

    private void listen(int at) {
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), at));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ServerSocket mine = server;
        Thread accepting = new Thread(() -> accept(mine), "syslog under test");
        accepting.setDaemon(true);
        accepting.start();
    }

    private void accept(ServerSocket mine) {
        while (!mine.isClosed()) {
            try (Socket client = mine.accept()) {
                byte[] all = client.getInputStream().readAllBytes();
                String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(all)).toString();
                if (!text.endsWith("\n")) {
                    refused.add(text);
                }
                text.lines().forEach(this::take);
            } catch (CharacterCodingException e) {
                refused.add("not UTF-8");
            } catch (IOException closed) {
                // The loop ends.
            }
        }
    }

    private void take(String text) {
        Matcher matcher = MESSAGE.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > 191) {
            refused.add(text);
            return;
        }
        Map<String, String> data = new HashMap<>();
        Matcher param = PARAM.matcher(matcher.group(8));
        while (param.find()) {
            data.put(param.group(1), param.group(2).replaceAll("\\\\(.)", "$1"));
        }
        lines.add(new Line(Integer.parseInt(matcher.group(1)), matcher.group(6), data, matcher.group(9)));
    }

    @Override
    public String toString() {
        return name();
    }
}
