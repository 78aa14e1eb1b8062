package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Map;
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

/** The page on the management port, as a browser gets it. */
@Impatient
class ConsoleTest {

    private static final String AXE = """
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']}).then(found => ({
              passes: found.passes.length,
              violations: found.violations.map(rule => rule.id + ': ' + rule.nodes.map(node => node.html).join(' | '))
            }))
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

    private Chromium browser;

    @AfterEach
    void recovers() throws Exception {
        if (browser != null) {
            browser.close();
        }
        slack.behave();
        DeadLetterBox letters = new DeadLetterBox(handover, broker);
        letters.awaitIdle();
        letters.burn();
    }

    @Test
    void showsDestinationsAndTheLastTransfersWithHowEachArrived() throws Exception {
        String group = send(Callbacks.newGroup());
        handover.eventually(() -> assertThat(page("?key=" + group))
                .contains("slack <span class=\"state delivered\">delivered", "email <span class=\"state delivered\">delivered (2 of 2)"));
        assertThat(page("?key=" + group)).contains("<svg viewBox", "userOld123", "userNew456");
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
        opensAChromium();
        send(Callbacks.newGroup() + HOSTILE);
        handover.eventually(() -> assertThat(page("")).contains("&lt;script&gt;"));
        browser.open(url("?still"));
        assertThat(browser.evaluate("document.title").asText()).isEqualTo("Handover");
        assertThat(browser.evaluate("document.documentElement.outerHTML").asText())
                .contains("id=\"transfers\"")
                .doesNotContain("<script");
    }

    @Test
    void isDrawnWithItsStylesheet() throws Exception {
        HttpResponse<String> style = request("GET", "/console/style.css", List.of());
        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(style.headers().firstValue("Content-Type").orElse("")).startsWith("text/css");
        opensAChromium();
        browser.open(url("?still"));
        assertThat(browser.evaluate("getComputedStyle(document.querySelector('header')).display").asText()).isEqualTo("flex");
    }

    @Test
    void replaysADeadLetterByItsButton() throws Exception {
        opensAChromium();
        slack.answerNext(404, Map.of(), "no_service");
        send(Callbacks.newGroup());
        DeadLetterBox letters = new DeadLetterBox(handover, broker);
        letters.await("slack", 1);
        browser.open(url("?still"));
        browser.evaluate("document.querySelector('#dead-slack ~ table button').click()");
        handover.eventually(() -> assertThat(browser.evaluate("location.search").asText()).isEqualTo("?replayed=1"));
        letters.awaitIdle();
        assertThat(letters.of("slack")).isEmpty();
    }

    /**
     * As axe sees it: contrast, names, roles, order of headings, what a keyboard can reach. And nothing is wider than the screen,
     * not even names without a space, with a destination that fails and a dead letter on the page.
     */
    @Test
    void canBeReadAndUsedByEverybody() throws Exception {
        opensAChromium();
        slack.answerNext(404, Map.of(), "no_service");
        String group = send(Callbacks.newGroup() + "W".repeat(200));
        new DeadLetterBox(handover, broker).await("slack", 1);
        // Long enough for all looks at the first page, however slow the browser is.
        slack.answerNext(429, Map.of("Retry-After", "120"), "");
        send(Callbacks.newGroup());
        try {
            handover.eventually(() -> {
                browser.open(url("?still"));
                assertThat(browser.evaluate("document.querySelectorAll('#dead-slack ~ table button').length").asInt()).isPositive();
                assertThat(failures()).isPositive();
            });
            for (String query : List.of("?still", "?still&replayed=1", "?still&failed", "?key=" + group, "?key=none")) {
                for (int width : List.of(1280, 390)) {
                    for (String scheme : List.of("light", "dark")) {
                        browser.look(width, scheme);
                        browser.open(url(query));
                        assertThat(failures() > 0 || !query.equals("?still")).as("shows what fails").isTrue();
                        assertIsForEverybody(width);
                    }
                }
            }
        } finally {
            // What Slack has asked to wait for is not waited for.
            broker.getActiveMQServer().locateQueue("transfers.slack").deleteAllReferences();
        }
    }

    private int failures() throws IOException {
        return browser.evaluate("document.querySelectorAll('.state.retrying ~ small').length").asInt();
    }

    /** The page that is open. */
    private void assertIsForEverybody(int width) throws IOException {
        String page = browser.evaluate("location.search").asText();
        assertThat(browser.evaluate("innerWidth").asInt()).isEqualTo(width);
        assertThat(browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth").asInt())
                .as(page + ": by how much it is too wide")
                .isZero();
        browser.evaluate(resource("/axe.min.js") + "; true");
        JsonNode found = browser.evaluate(AXE);
        assertThat(found.path("passes").asInt()).as(page + ": rules that were looked at").isGreaterThan(15);
        assertThat(found.path("violations")).as(page).isEmpty();
    }

    private void opensAChromium() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Chromium.PROGRAM), "there is no Chromium");
        browser = new Chromium(folder.resolve("profile"));
    }

    private String url(String query) {
        return handover.managementUrl() + "/console" + query;
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = ConsoleTest.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
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
