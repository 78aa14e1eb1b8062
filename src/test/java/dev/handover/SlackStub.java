package dev.handover;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP server in Slack's place: keeps what is posted, and answers as told, else with success. */
public final class SlackStub implements AutoCloseable {

    private static final Answer OK = new Answer(200, Map.of(), "{\"ok\": true, \"team_id\": \"T1\", \"actionCode\": 0}");

    private final HttpServer server;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final Answer success;
    private volatile Answer usual;

    public SlackStub() {
        this(OK.status(), OK.body());
    }

    /** One in the place of another receiver, whose success is this. */
    SlackStub(int status, String body) {
        success = new Answer(status, Map.of(), body);
        usual = success;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The messages posted so far, refused ones too. */
    public List<Post> posts() {
        return posts;
    }

    /** The next message that has no answer yet gets this one. */
    public void answerNext(int status, Map<String, String> headers, String body) {
        answers.add(new Answer(status, headers, body));
    }

    /** Each message that {@link #answerNext} does not care for gets this one from now on. */
    public void answerAlways(int status, String body) {
        usual = new Answer(status, Map.of(), body);
    }

    /** From now on all goes well. */
    public void behave() {
        usual = success;
    }

    /** From now on each message waits for its answer. */
    public void hold() {
        gate = new CountDownLatch(1);
    }

    /** How many messages wait for their answer. */
    public int held() {
        return held.get();
    }

    /** Ends the waiting. */
    public void release() {
        gate.countDown();
    }

    private void awaitRelease() {
        held.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.decrementAndGet();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        awaitRelease();
        // The SDK asks which team a token is for, before its first message.
        boolean message = !exchange.getRequestURI().getPath().endsWith("/auth.test");
        Answer told = message ? answers.poll() : null;
        Answer answer = told != null ? told : message ? usual : success;
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (message) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            posts.add(new Post(
                    System.nanoTime(), exchange.getRequestURI().getPath(), exchange.getRequestURI().getRawQuery(), headers, body, answer.status(),
                    answer == success));
        }
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /**
     * One post, when it came (monotonic, ns), and how it was answered; taken: with success. The names of headers are found in
     * either case.
     */
    public record Post(
            long nanoTime, String path, String query, Map<String, String> headers, String body, int status, boolean taken) {}

    private record Answer(int status, Map<String, String> headers, String body) {}
}
