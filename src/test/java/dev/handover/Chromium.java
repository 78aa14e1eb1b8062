package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A Chromium without a window, which a test leads over the protocol of its developer tools: a page is loaded as it is served, and
 * what the test asks it is no script of the page.
 */
final class Chromium implements AutoCloseable {

    static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private static final int PATIENCE_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Answers answers = new Answers();
    private final WebSocket tools;
    private int questions;

    /** @param profile a folder that is not there yet */
    Chromium(Path profile) throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        PROGRAM.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0",
                        "--user-data-dir=" + profile, "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            tools = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page(profile), answers).join();
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroy();
            throw e;
        }
    }

    /** The tools of its only page. */
    private static URI page(Path profile) throws IOException, InterruptedException {
        Path told = profile.resolve("DevToolsActivePort");
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS)).until(() -> Files.exists(told) && Files.readString(told).contains("\n"));
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(told).get(0) + "/json/list");
        String pages = HttpClient.newHttpClient().send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString()).body();
        return URI.create(JSON.readTree(pages).path(0).path("webSocketDebuggerUrl").asText());
    }

    /** Shows pages so wide, in CSS pixels, to somebody who likes them {@code light} or {@code dark}. */
    void look(int width, String scheme) {
        // Not "mobile": such a one would widen what it shows to what does not fit.
        ask("Emulation.setDeviceMetricsOverride", parameters().put("width", width).put("height", 900).put("deviceScaleFactor", 1)
                .put("mobile", false));
        ObjectNode media = parameters();
        media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
        ask("Emulation.setEmulatedMedia", media);
    }

    /** Loads a page, with all that belongs to it. */
    void open(String url) {
        assertThat(ask("Page.navigate", parameters().put("url", url)).has("errorText")).as(url).isFalse();
        evaluate("new Promise(done => document.readyState === 'complete' ? done(1) : addEventListener('load', () => done(1)))");
    }

    /** What an expression of JavaScript, or the promise that it is, comes to in the page. */
    JsonNode evaluate(String expression) {
        JsonNode answer = ask("Runtime.evaluate", parameters().put("expression", expression).put("awaitPromise", true)
                .put("returnByValue", true));
        assertThat(answer.has("exceptionDetails")).as(answer.toString()).isFalse();
        return answer.path("result").path("value");
    }

    private JsonNode ask(String method, ObjectNode parameters) {
        int question = ++questions;
        ObjectNode message = parameters().put("id", question).put("method", method);
        message.set("params", parameters);
        tools.sendText(message.toString(), true).join();
        return answers.to(question);
    }

    private static ObjectNode parameters() {
        return JSON.createObjectNode();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    /** What it says, message by message; what nobody asked for is passed over. */
    private static final class Answers implements WebSocket.Listener {

        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder begun = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            begun.append(text);
            if (last) {
                messages.add(begun.toString());
                begun.setLength(0);
            }
            socket.request(1);
            return null;
        }

        JsonNode to(int question) {
            try {
                String message;
                while ((message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) != null) {
                    JsonNode answer = JSON.readTree(message);
                    if (answer.path("id").asInt() == question) {
                        assertThat(answer.has("error")).as(message).isFalse();
                        return answer.path("result");
                    }
                }
                throw new AssertionError("Chromium does not answer");
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}
