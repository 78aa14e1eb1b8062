package dev.handover.slack;

import dev.handover.settings.InvalidSetting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where Slack messages go: an incoming webhook's url, or a bot token and a channel; neither: the outbox.
 *
 * @param webhookUrl the secret url that Slack gave for one channel
 * @param token a bot token with the scope chat:write
 * @param channel the channel's name or id, with a token
 * @param apiUrl Slack's Web API, without {@code /api}; empty for Slack itself
 */
@ConfigurationProperties(prefix = "handover.slack", ignoreUnknownFields = false)
record SlackSettings(String webhookUrl, String token, String channel, String apiUrl) {

    SlackSettings {
        if (!webhookUrl.isEmpty() && !token.isEmpty()) {
            throw new InvalidSetting(
                    "SLACK_WEBHOOK_URL and SLACK_TOKEN (handover.slack.webhook-url, .token)",
                    "are both set",
                    "Set one of them: the url of an incoming webhook, or a token with SLACK_CHANNEL.");
        }
        if (!webhookUrl.isEmpty() && !webhookUrl.matches("https?://\\S+")) {
            throw new InvalidSetting(
                    "SLACK_WEBHOOK_URL (handover.slack.webhook-url)",
                    "is not a url",
                    "Write the url that Slack shows for the incoming webhook; it starts with https://.");
        }
        if (token.isEmpty() != channel.isEmpty()) {
            throw new InvalidSetting(
                    "SLACK_TOKEN and SLACK_CHANNEL (handover.slack.token, .channel)",
                    "must be set together",
                    "Set both, or set SLACK_WEBHOOK_URL in their place.");
        }
    }

    boolean isOutbox() {
        return webhookUrl.isEmpty() && token.isEmpty();
    }
}
