package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.util.HtmlUtils;

/** The page on the management port, as a browser gets it. */
@Impatient
class ConsoleTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final String AXE = """
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(found => {
              const told = document.createElement('pre');
              told.id = 'axe';
              told.textContent = JSON.stringify({
                passes: found.passes.length,
                violations: found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html).join(' | '))
              });
              document.body.append(told);
            });
            """;
    private static final String HOSTILE = "</title><script>document.title='owned'</script>\"'&\u202e";

    @Autowired
    private Running handover;

    @Autowired
    private EmbeddedActiveMQ broker;

    @Autowired
    @Qualifier("slackStub")
    private SlackStub slack;

    @Autowired
    @Qualifier("brokerWatch")
    private Object watch;

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

    @ParameterizedTest
    @CsvSource({"50, false", "51, true"})
    void saysWhenAGroupHadMoreTransfersThanItShows(int transfers, boolean more) throws Exception {
        String group = Callbacks.newGroup();
        Path old = handover.data().resolve("audit/ownership-2020-01-01.jsonl");
        Files.writeString(old, IntStream.range(0, transfers).mapToObj(number -> """
                {"event":"accepted","id":"id-%1$d","acceptedAt":"2020-01-01T00:00:%1$02dZ","operationID":"op-%1$d","groupID":"%3$s",\
                "oldOwnerUserID":"owner-%1$d","newOwnerUserID":"owner-%2$d","destinations":[]}
                """.formatted(number, number + 1, group)).collect(Collectors.joining()));
        try {
            String page = page("?key=" + group);
            assertThat(page.split("<th scope=\"row\">", -1)).hasSize(50 + 1);
            if (more) {
                assertThat(page)
                        .contains("the newest 50 events of this name; there are older ones")
                        .contains("until the first transfer shown here", "2020-01-01; older is left out")
                        .doesNotContain(">owner-0<", "that is known");
            } else {
                assertThat(page)
                        .contains(">owner-0<", "until the first transfer that is known", "before 2020-01-01")
                        .doesNotContain("older");
            }
        } finally {
            Files.delete(old);
        }
    }

    /** One that an I/O error stopped. Another is started within a second, unless whoever does so is held up. */
    @Test
    void comesWithoutTheDeadLettersWhileTheEmbeddedBrokerIsStopped() throws Exception {
        String group = send(Callbacks.newGroup());
        handover.eventually(() -> assertThat(page("")).contains(group));
        synchronized (watch) {
            broker.getActiveMQServer().stop();
            HttpResponse<String> answer = request("GET", "/console", List.of());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("<th scope=\"row\">slack", group, "The dead letters cannot be asked for now");
        }
        handover.eventually(() -> assertThat(page("")).contains("<p>None.</p>"));
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
        assertThat(dom(handover.managementUrl() + "/console?still", 1280))
                .contains("<title>Handover</title>", "id=\"transfers\"")
                .doesNotContain("<script");
    }

    /** As axe sees it: contrast, names, roles, order of headings, what a keyboard can reach. */
    @ParameterizedTest
    @CsvSource({"1280, light", "1280, dark", "390, light", "390, dark"})
    void canBeReadAndUsedByEverybody(int width, String scheme) throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "there is no Chromium");
        String group = send(Callbacks.newGroup());
        handover.eventually(() -> assertThat(page("")).contains(group));
        for (String query : List.of("?still", "?replayed=1", "?key=" + group, "?key=none")) {
            assertThat(axe(page(query), width, scheme)).as(query).isEmpty();
        }
    }

    /** What axe finds wrong in a page. */
    private List<String> axe(String page, int width, String scheme) throws Exception {
        String style = resource("/console/style.css");
        if (scheme.equals("dark")) {
            style = style.replace("@media (prefers-color-scheme: dark)", "@media all");
        }
        String looking = page.replace("<link rel=\"stylesheet\" href=\"/console/style.css\">", "<style>" + style + "</style>")
                .replace("<meta http-equiv=\"refresh\"", "<meta name=\"refresh\"")
                .replace("</body>", "<script>" + resource("/axe.min.js") + "</script><script>" + AXE + "</script></body>");
        assertThat(looking).contains("<style>", "axe.run");
        Path file = Files.writeString(folder.resolve("page.html"), looking);
        Matcher found = Pattern.compile("<pre id=\"axe\">(.*?)</pre>", Pattern.DOTALL).matcher(dom(file.toUri().toString(), width));
        assertThat(found.find()).as("a result of axe").isTrue();
        JsonNode result = new ObjectMapper().readTree(HtmlUtils.htmlUnescape(found.group(1)));
        assertThat(result.path("passes").asInt()).as("rules that were looked at").isGreaterThan(15);
        List<String> violations = new ArrayList<>();
        result.path("violations").forEach(violation -> violations.add(violation.asText()));
        return violations;
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = ConsoleTest.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The page as it stands in a Chromium when its scripts are done. */
    private String dom(String url, int width) throws IOException, InterruptedException {
        Path out = folder.resolve("dom.html");
        Process chromium = new ProcessBuilder(
                        CHROMIUM.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=" + folder.resolve("profile"),
                        "--window-size=" + width + ",900", "--virtual-time-budget=20000", "--dump-dom", url)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(chromium.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out);
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
