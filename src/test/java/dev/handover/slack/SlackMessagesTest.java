package dev.handover.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.GoldenFile;
import dev.handover.Notices;
import dev.handover.SampleEvents;
import dev.handover.callback.Event;
import dev.handover.template.Notice;
import dev.handover.template.TemplateFailure;
import dev.handover.template.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackMessagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SlackMessages messages = new SlackMessages(new Templates(null, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "ids, en", "confirmed, en", "contradicted, en", "hostile, en", "ids, zh", "confirmed, zh", "contradicted, zh", "hostile, zh"
    })
    void saysWhatTheGoldenFilesSay(String kind, String language) throws Exception {
        GoldenFile.assertSame("slack." + kind + "." + language + ".json", messages.json(Notices.of(kind, language)));
    }

    @ParameterizedTest
    @CsvSource({"en, [Test] Group", "zh, 【测试】群组“G12345”"})
    void marksATest(String language, String start) throws Exception {
        JsonNode written = JSON.readTree(messages.json(Notices.test(language)));
        assertThat(written.get("text").asText()).startsWith(start);
        assertThat(written.at("/blocks/0/text/text").asText()).startsWith(start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void takesANameForTextWhateverItHolds(String language) throws Exception {
        JsonNode written = JSON.readTree(messages.json(Notices.of("hostile", language)));
        assertThat(written.get("text").asText()).contains("🔴").doesNotContain("<", "*x*", "@", "://", "evil.example", "\n");
        assertThat(written.at("/blocks/0/text/text").asText()).hasSizeLessThanOrEqualTo(150);
        assertThat(written.findValuesAsText("type")).doesNotContain("mrkdwn", "link", "user", "broadcast", "section", "image");
        assertThat(written.toString()).contains("${7*7}").doesNotContain("\u202E", "\u200B");
    }

    @Test
    void putsIDsOnlyWhereSlackReadsNoMarkup() throws Exception {
        JsonNode written = JSON.readTree(messages.json(Notice.of(SampleEvents.hostile())));
        assertThat(written.get("text").asText()).doesNotContain("<", "*", "`", "~", "://", "@", "evil.example", "\n");
        assertThat(written.findValuesAsText("type")).doesNotContain("mrkdwn", "link", "user", "broadcast", "section");
        assertThat(written.findValuesAsText("text")).contains("<!channel> *bold* _it_ <script>alert(1)</script> \"quoted\""
                + " 'single' \\ & ${7*7} {{user}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "𝄞", "\u202E", "\"", "\\", "<", "&", "\n", "😀", "\ud834"})
    void staysWithinSlacksLimits(String character) throws Exception {
        String id = character.repeat(256);
        Event event = new Event(1, "e".repeat(36), SampleEvents.ordinary().acceptedAt(), id, id, id, id);
        JsonNode written = JSON.readTree(messages.json(Notice.of(event)));
        assertThat(written.at("/blocks/0/text/text").asText()).hasSizeLessThanOrEqualTo(150);
        assertThat(written.at("/text").asText()).hasSizeLessThan(3000);
        assertThat(written.at("/blocks/1").findValuesAsText("text").stream().mapToInt(String::length).sum()).isLessThan(3000);
    }

    @Test
    void leavesOutAnOperationThatHasNoID() throws Exception {
        Event event = new Event(1, "e", SampleEvents.ordinary().acceptedAt(), "", "g", "o", "n");
        assertThat(JSON.readTree(messages.json(Notice.of(event))).at("/blocks/2/elements")).hasSize(3);
    }

    @Nested
    class Fails {

        @TempDir
        Path routes;

        @ParameterizedTest
        @ValueSource(strings = {
            "{", "{\"text\": \"a\",}", "{\"text\": \"a\"} x", "[]", "\"a\"", "{}", "{\"text\": \" \"}", "", "{text: 'a'}",
            "{\"text\": \"a\", \"text\": \"b\"}",
            "{\"text\": \"a\", \"blocks\": \"${groupID}\"}", "{\"text\": \"a\", \"blocks\": [\"${groupID}\"]}",
            "{\"text\": \"a\", \"blocks\": [{\"type\": \"header\", \"text\": \"${groupID}\"}]}",
            "{\"text\": {\"a\": \"${groupID}\"}}", "{\"text\": \"a\", \"blocks\": [{\"text\": \"${groupID}\"}]}"
        })
        void onATemplateThatMakesNoMessage(String template) throws Exception {
            Files.writeString(Files.createDirectory(routes.resolve("templates")).resolve("slack.en.json.ftl"), template);
            SlackMessages broken = new SlackMessages(new Templates(routes, ZoneOffset.UTC));
            assertThatThrownBy(() -> broken.message(Notice.of(SampleEvents.of("s3cret", "o", "n"))))
                    .isInstanceOf(TemplateFailure.class)
                    .hasMessageStartingWith("Template slack.json.ftl: it makes ")
                    .hasMessageNotContaining("s3cret")
                    .hasNoCause();
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"text\": \"a\"} x", "{\"text\": \"a\", \"text\": \"b\"}", "{text: 'a'}"})
        void onATemplateThatMakesJsonForForgivingReadersOnly(String template) throws Exception {
            Files.writeString(Files.createDirectory(routes.resolve("templates")).resolve("slack.en.json.ftl"), template);
            SlackMessages broken = new SlackMessages(new Templates(routes, ZoneOffset.UTC));
            assertThatThrownBy(() -> broken.json(Notice.of(SampleEvents.ordinary()))).isInstanceOf(TemplateFailure.class);
        }
    }
}
