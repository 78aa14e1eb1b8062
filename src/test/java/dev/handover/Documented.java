package dev.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;

/**
 * What the receivers of chat messages document: the shape of a message, its limits, and where in it there is no markup, which is
 * the only place for an ID or a name.
 */
public final class Documented {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Documented() {}

    /** Checks a message of a receiver, by its name. */
    public static void check(String receiver, String message) {
        JsonNode json = json(message);
        assertThat(message).doesNotContain("\u202E", "\u0000");
        switch (receiver) {
            case "discord" -> discord(json);
            case "mattermost" -> mattermost(json);
            case "teams" -> teams(json, message);
            case "telegram" -> telegram(json);
            case "dingtalk" -> dingTalk(json, message);
            case "feishu" -> feishu(json, message);
            case "wecom" -> weCom(json);
            case "pagerduty" -> pagerDuty(json);
            default -> throw new IllegalArgumentException(receiver);
        }
    }

    /** Discord, "Create Message" and "Embed Limits": code spans have no markup, and allowed_mentions allows none. */
    private static void discord(JsonNode json) {
        assertThat(json.path("content").asText()).isNotBlank().hasSizeLessThanOrEqualTo(2000);
        assertThat(json.at("/allowed_mentions/parse")).isEmpty();
        assertThat(json.at("/allowed_mentions").has("users")).isFalse();
        assertNothingOutsideCode(json.path("content").asText());
        assertThat(json.path("embeds")).hasSize(1);
        JsonNode embed = json.at("/embeds/0");
        assertThat(embed.path("color").isInt()).isTrue();
        OffsetDateTime.parse(embed.path("timestamp").asText());
        assertThat(embed.path("fields")).hasSizeBetween(1, 25).allSatisfy(field -> {
            assertThat(field.path("name").asText()).isNotBlank().hasSizeLessThanOrEqualTo(256);
            assertThat(field.path("value").asText()).isNotBlank().hasSizeLessThanOrEqualTo(1024);
            assertNothingOutsideCode(field.path("value").asText());
        });
        assertThat(embed.toString()).hasSizeLessThan(6000);
    }

    /** Mattermost, "Incoming webhooks": 16,383 characters, and code spans have neither mentions nor markup. */
    private static void mattermost(JsonNode json) {
        assertThat(json.size()).isEqualTo(1);
        assertThat(json.path("text").asText()).isNotBlank().hasSizeLessThanOrEqualTo(16_383);
        assertNothingOutsideCode(json.path("text").asText());
    }

    /** Teams, "Send messages with webhooks": 28 KB; a TextRun of an Adaptive Card has no markup, and a mention needs an entity. */
    private static void teams(JsonNode json, String message) {
        assertThat(message.getBytes(UTF_8)).hasSizeLessThan(28 * 1024);
        assertThat(json.path("type").asText()).isEqualTo("message");
        assertThat(json.path("attachments")).hasSize(1);
        assertThat(json.at("/attachments/0/contentType").asText()).isEqualTo("application/vnd.microsoft.card.adaptive");
        JsonNode card = json.at("/attachments/0/content");
        assertThat(card.path("type").asText()).isEqualTo("AdaptiveCard");
        assertThat(card.path("version").asText()).isEqualTo("1.4");
        assertThat(card.has("msteams")).isFalse();
        assertThat(card.path("body")).isNotEmpty().allSatisfy(block -> {
            assertThat(block.path("type").asText()).isEqualTo("RichTextBlock");
            assertThat(block.path("inlines")).isNotEmpty().allSatisfy(run -> {
                assertThat(run.path("type").asText()).isEqualTo("TextRun");
                assertThat(run.path("text").asText()).isNotEmpty();
                assertThat(run.has("selectAction")).isFalse();
            });
        });
    }

    /** Telegram, sendMessage: 4,096 characters; without parse_mode there is no markup, but an @name mentions. */
    private static void telegram(JsonNode json) {
        assertThat(json.path("chat_id").asText()).isNotBlank();
        assertThat(json.path("text").asText()).isNotBlank().hasSizeLessThanOrEqualTo(4096).doesNotContainPattern("@\\w");
        assertThat(json.has("parse_mode")).isFalse();
        assertThat(json.has("entities")).isFalse();
        assertThat(json.at("/link_preview_options/is_disabled").asBoolean()).isTrue();
    }

    /** DingTalk, custom robots: 20,000 bytes; a text mentions whom "at" names. */
    private static void dingTalk(JsonNode json, String message) {
        assertThat(message.getBytes(UTF_8)).hasSizeLessThan(20_000);
        assertThat(json.path("msgtype").asText()).isEqualTo("text");
        assertThat(json.at("/text/content").asText()).isNotBlank();
        assertThat(json.path("at").toString()).isEqualTo("{\"isAtAll\":false}");
    }

    /** Feishu, custom bots: 20 KB; of the elements of a post, "at" mentions and "a" links. */
    private static void feishu(JsonNode json, String message) {
        assertThat(message.getBytes(UTF_8)).hasSizeLessThan(20 * 1024);
        assertThat(json.path("msg_type").asText()).isEqualTo("post");
        assertThat(json.at("/content/post")).hasSize(1).allSatisfy(post -> {
            assertThat(post.path("title").asText()).isNotBlank();
            assertThat(post.path("content")).isNotEmpty().allSatisfy(line ->
                    assertThat(line).hasSize(1).allSatisfy(element -> {
                        assertThat(element.path("tag").asText()).isEqualTo("text");
                        assertThat(element.path("text").asText()).isNotBlank();
                    }));
        });
    }

    /** WeCom, group robots: 2,048 bytes; a text mentions whom mentioned_list or <@…> names. */
    private static void weCom(JsonNode json) {
        assertThat(json.path("msgtype").asText()).isEqualTo("text");
        assertThat(json.path("text").size()).isEqualTo(1);
        assertThat(json.at("/text/content").asText()).isNotBlank().doesNotContain("<@");
        assertThat(json.at("/text/content").asText().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(2048);
    }

    /** PagerDuty, Events API v2, "PD-CEF". */
    private static void pagerDuty(JsonNode json) {
        assertThat(json.path("event_action").asText()).isEqualTo("trigger");
        assertThat(json.path("dedup_key").asText()).isNotBlank().hasSizeLessThanOrEqualTo(255);
        JsonNode payload = json.path("payload");
        assertThat(payload.path("summary").asText()).isNotBlank().hasSizeLessThanOrEqualTo(1024);
        assertThat(payload.path("severity").asText()).isIn("critical", "error", "warning", "info");
        assertThat(payload.path("source").asText()).isNotBlank();
        OffsetDateTime.parse(payload.path("timestamp").asText());
        assertThat(payload.path("custom_details").isObject()).isTrue();
    }

    /** Everything hostile in these tests has "evil" or "channel" in it, and is in code. */
    private static void assertNothingOutsideCode(String text) {
        assertThat(text.replaceAll("`[^`\n]*`", "")).doesNotContain("`", "evil", "channel", "@", "](", "<");
    }

    private static JsonNode json(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON", e);
        }
    }
}
