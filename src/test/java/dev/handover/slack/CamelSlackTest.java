package dev.handover.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.handover.SampleEvents;
import dev.handover.template.Notice;
import dev.handover.template.Templates;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What camel-slack makes of the message on the wire, against a server that stands in for Slack. */
class CamelSlackTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SlackMessages messages = new SlackMessages(new Templates(null, ZoneOffset.UTC));
    private final Map<String, String> posted = new ConcurrentHashMap<>();
    private HttpServer slack;
    private String url;

    @BeforeEach
    void startsAStandIn() throws Exception {
        slack = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slack.createContext("/", exchange -> {
            posted.put(exchange.getRequestURI().getPath(), new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] answer = "{\"ok\": true, \"team_id\": \"T1\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        slack.start();
        url = "http://127.0.0.1:" + slack.getAddress().getPort();
    }

    @AfterEach
    void stopsIt() {
        slack.stop(0);
    }

    @Test
    void postsToAWebhookExactlyWhatTheTemplateMade() throws Exception {
        send("slack:#ignored?username=ignored&webhookUrl=" + url + "/hook");
        assertThat(JSON.readTree(posted.get("/hook"))).isEqualTo(JSON.readTree(messages.json(Notice.of(SampleEvents.hostile()))));
    }

    @Test
    void sendsTextAndBlocksWithAToken() throws Exception {
        send("slack:#ops?token=xoxb-1&serverUrl=" + url);
        Map<String, String> form = form(posted.get("/api/chat.postMessage"));
        JsonNode written = JSON.readTree(messages.json(Notice.of(SampleEvents.hostile())));
        assertThat(form).containsEntry("channel", "#ops").containsEntry("text", written.get("text").asText());
        assertThat(form).containsEntry("link_names", "0").containsEntry("unfurl_links", "0");
        JsonNode blocks = JSON.readTree(form.get("blocks"));
        blocks.findValues("style").forEach(CamelSlackTest::withoutFalse);
        assertThat(blocks).isEqualTo(written.get("blocks"));
    }

    private void send(String endpoint) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            camel.createProducerTemplate().sendBody(endpoint, messages.message(Notice.of(SampleEvents.hostile())));
        }
    }

    /** The SDK spells out each style that is off. */
    private static void withoutFalse(JsonNode style) {
        for (Iterator<JsonNode> values = style.elements(); values.hasNext(); ) {
            if (!values.next().asBoolean()) {
                values.remove();
            }
        }
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
    }
}
