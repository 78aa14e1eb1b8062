package dev.handover.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.Gson;
import com.slack.api.model.Message;
import com.slack.api.util.json.GsonFactory;
import dev.handover.template.Notice;
import dev.handover.template.TemplateFailure;
import dev.handover.template.Templates;

/**
 * Writes the Slack message about one event from its template, as JSON and for camel-slack.
 *
 * <p>What the template makes is checked as far as Slack's SDK knows the form: valid JSON, an object, a text. Whether
 * Slack takes the blocks, only Slack says. Safe for use by many threads.
 */
public final class SlackMessages {

    static final String TEMPLATE = "slack.json.ftl";

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Gson SLACK = GsonFactory.createSnakeCase();

    private final Templates templates;

    /** @param templates what the message says */
    public SlackMessages(Templates templates) {
        this.templates = templates;
    }

    /**
     * The message as Slack's incoming webhooks take it.
     *
     * @throws TemplateFailure when the template is missing, does not render, or makes no JSON object with a text
     */
    public String json(Notice notice) {
        String json = templates.render(TEMPLATE, notice);
        requireText(TEMPLATE, json);
        return json;
    }

    /**
     * The message as camel-slack takes it: with a webhook all of {@link #json} goes out as it is, with a token its
     * {@code text}, {@code blocks} and {@code attachments} do, to the endpoint's channel.
     *
     * @throws TemplateFailure as {@link #json}, and when its blocks or attachments are not formed as Slack's SDK knows them
     */
    public Message message(Notice notice) {
        String json = json(notice);
        return new Payload(json, read(TEMPLATE, json));
    }

    /** What {@link #message} would refuse, of any Slack template. */
    static void check(String name, String json) {
        if (name.startsWith("slack.")) {
            requireText(name, json);
            read(name, json);
        }
    }

    private static void requireText(String name, String json) {
        JsonNode payload;
        try {
            payload = STRICT.readTree(json);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new TemplateFailure(name, "it makes no JSON; see line " + line + " of what it makes");
        }
        if (!payload.isObject() || payload.path("text").asText().isBlank()) {
            throw new TemplateFailure(name, "it makes no JSON object with a text");
        }
    }

    private static Message read(String name, String json) {
        try {
            return SLACK.fromJson(json, Message.class);
        } catch (RuntimeException e) {
            // The SDK's readers throw all kinds, and their messages quote what they read.
            throw new TemplateFailure(name, "it makes blocks or attachments that Slack's SDK cannot read");
        }
    }
}
