package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** The page on the management port, as a browser gets it. */
@Impatient
class ConsoleTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final String HOSTILE = "</title><script>document.title='owned'</script>\"'&\u202e";

    @Autowired
    private Running handover;

    @Autowired
    private EmbeddedActiveMQ broker;

    @Autowired
    @Qualifier("slackStub")
    private SlackStub slack;

    @TempDir
    private Path folder;

    @AfterEach
    void recovers() throws Exception {
        slack.behave();
        DeadLetterBox letters = new DeadLetterBox(handover, broker);
        letters.awaitIdle();
        letters.burn();
    }

    @Test
    void showsDestinationsAndTheLastTransfersWithHowEachArrived() throws Exception {
        String group = send(Callbacks.newGroup());
        handover.eventually(() -> assertThat(page("?key=" + group)).contains("slack <span class=\"state delivered\">delivered"));
        assertThat(page("?key=" + group))
                .contains("email <span class=\"state delivered\">delivered (2 of 2)", "<svg viewBox", "userOld123", "userNew456");
        // The queues are looked at every few seconds.
        handover.eventually(() -> assertThat(page("")).contains("class=\"state delivering\""));
        assertThat(page(""))
                .contains("<html lang=\"en\">", "<th scope=\"row\">slack", group)
                .doesNotContain(Impatient.SLACK_SECRET, Impatient.BACKEND_SECRET, Impatient.MAIL_PASSWORD);
    }

    @Test
    void showsWhatACallerSentAsTextAndRunsNoScript() throws Exception {
        String group = send(Callbacks.newGroup() + HOSTILE);
        handover.eventually(() -> assertThat(page("")).contains("&lt;script&gt;"));
        for (String query : List.of("", "?key=" + URLEncoder.encode(group, StandardCharsets.UTF_8))) {
            HttpResponse<String> answer = request("GET", "/console" + query, List.of());
            assertThat(answer.body()).doesNotContain("<script", "\u202e");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'none';");
        }
        assertThat(page("?key=" + URLEncoder.encode("<script>", StandardCharsets.UTF_8))).doesNotContain("<script");
    }

    @Test
    void replaysDeadLettersForItsOwnPageOnly() throws Exception {
        slack.answerAlways(404, "no_service");
        send(Callbacks.newGroup());
        DeadLetterBox letters = new DeadLetterBox(handover, broker);
        String id = letters.await("slack", 1).get(0).path("eventID").asText();
        assertThat(page("")).contains("id=\"dead-slack\"", "name=\"id\" value=\"" + id + "\"");
        slack.behave();

        String form = "destination=slack&id=" + id;
        assertThat(post(form, List.of()).statusCode()).isEqualTo(403);
        assertThat(post(form, List.of("Origin", "https://evil.example")).statusCode()).isEqualTo(403);
        assertThat(post(form, List.of("Origin", "null")).statusCode()).isEqualTo(403);
        assertThat(post(form, List.of("Origin", handover.managementUrl(), "Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
        assertThat(letters.of("slack")).hasSize(1);
        assertThat(post("destination=none&id=" + id, own()).statusCode()).isEqualTo(404);
        assertThat(post("destination=slack&id=../x", own()).statusCode()).isEqualTo(404);

        HttpResponse<String> replayed = post(form, own());
        assertThat(replayed.statusCode()).isEqualTo(303);
        assertThat(replayed.headers().firstValue("Location")).contains("/console?replayed=1");
        letters.awaitIdle();
        assertThat(letters.of("slack")).isEmpty();
        assertThat(page("?replayed=1")).contains("role=\"status\"");
    }

    @Test
    void isNotOnThePortOfTheCallbacks() {
        assertThat(handover.send(RawRequest.callback("").target("/console")).body()).doesNotContain("<html");
    }

    @Test
    void isWholeInAChromium() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "there is no Chromium");
        send(Callbacks.newGroup() + HOSTILE);
        handover.eventually(() -> assertThat(page("")).contains("&lt;script&gt;"));
        Path out = folder.resolve("dom.html");
        Process chromium = new ProcessBuilder(
                        CHROMIUM.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom", handover.managementUrl() + "/console?still")
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(chromium.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(out)).contains("<title>Handover</title>", "id=\"transfers\"").doesNotContain("<script");
    }

    private String send(String group) {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        return group;
    }

    private List<String> own() {
        return List.of("Origin", handover.managementUrl());
    }

    private String page(String query) throws IOException, InterruptedException {
        return request("GET", "/console" + query, List.of()).body();
    }

    private HttpResponse<String> post(String form, List<String> headers) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        all.addAll(headers);
        return request("POST:" + form, "/console/replay", all);
    }

    private HttpResponse<String> request(String method, String path, List<String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(handover.managementUrl() + path));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        if (method.startsWith("POST:")) {
            request.POST(HttpRequest.BodyPublishers.ofString(method.substring(5)));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
