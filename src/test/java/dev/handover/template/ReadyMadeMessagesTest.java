package dev.handover.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.handover.Documented;
import dev.handover.GoldenFile;
import dev.handover.Notices;
import dev.handover.SampleEvents;
import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read of the ready-made destinations, in both languages. */
class ReadyMadeMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CamelContext CAMEL = new DefaultCamelContext();
    private static final Map<String, Expression> EXPRESSIONS = new HashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"discord", "mattermost", "teams", "telegram", "dingtalk", "feishu", "wecom", "pagerduty"})
    void sayWhatTheGoldenFilesSay(String name) throws IOException {
        for (String kind : List.of("confirmed", "contradicted")) {
            for (String language : List.of("en", "zh")) {
                String message = render(name, Notices.of(kind, language));
                Documented.check(name, message);
                GoldenFile.assertSame(
                        name + "." + kind + "." + language + ".json",
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(message)) + "\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"discord", "mattermost", "teams", "telegram", "dingtalk", "feishu", "wecom", "pagerduty"})
    void stayWithinTheReceiversLimits(String name) {
        for (String language : List.of("en", "zh")) {
            Documented.check(name, render(name, Notices.of("hostile", language)));
            for (String each : List.of("群", "\u202E", "@", "`", "<@", "\"", "😀", "\\")) {
                String id = each.repeat(256 / each.length());
                Event event = new Event(1, "e".repeat(36), SampleEvents.ordinary().acceptedAt(), id, id, id, id);
                Facts facts = Notices.of("hostile", language).facts();
                Documented.check(name, render(name, new Notice(event, facts, new Reader(language, null, ""), false)));
                Documented.check(name, render(name, new Notice(event, Facts.NONE, new Reader(language, null, ""), false)));
            }
        }
    }

    private static String render(String name, Notice notice) {
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.setProperty("event", notice.event());
        exchange.setProperty("facts", notice.facts());
        exchange.setProperty("language", notice.reader().language());
        exchange.setProperty("timezone", notice.reader().zone() == null ? "" : notice.reader().zone().getId());
        return EXPRESSIONS.computeIfAbsent(name, ReadyMadeMessagesTest::expression).evaluate(exchange, String.class);
    }

    private static Expression expression(String name) {
        try {
            JsonNode file = new YAMLMapper().readTree(Path.of("routes/available", name + ".camel.yaml").toFile());
            String template = file.findValues("language").stream()
                    .filter(language -> language.path("language").asText().equals(TemplateLanguage.JSON))
                    .map(language -> language.path("expression").asText())
                    .findFirst()
                    .orElseThrow();
            TemplateSet templates = new TemplateSet(new TemplateFiles(Path.of("routes")).read());
            return TemplateLanguage.json(() -> templates, MessagesSettings.of(ZoneOffset.UTC))
                    .createExpression(template.replaceAll("\\{\\{(\\w+)}}", "$1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
