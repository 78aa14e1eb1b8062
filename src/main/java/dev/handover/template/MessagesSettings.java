package dev.handover.template;

import dev.handover.settings.InvalidSetting;
import java.time.ZoneId;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How messages to people are written.
 *
 * @param timeZone the zone of the times in them, where a reader has none
 * @param language the language, where a reader has none
 * @param contact whom to ask when a transfer was not meant; plain text
 * @param pictureUrls only pictures whose url begins with one of these are shown; https
 */
@ConfigurationProperties(prefix = "handover.messages", ignoreUnknownFields = false)
public record MessagesSettings(ZoneId timeZone, String language, String contact, List<String> pictureUrls) {

    public MessagesSettings {
        if (!language.matches("[a-z]{2,3}(-[A-Za-z0-9]+)?")) {
            throw new InvalidSetting(
                    "MESSAGE_LANGUAGE (handover.messages.language)", "is not a language", "Write en, zh or another with templates.");
        }
        pictureUrls = pictureUrls == null ? List.of() : List.copyOf(pictureUrls);
        if (!pictureUrls.stream().allMatch(url -> url.matches("https://[^/\\s]+/\\S*"))) {
            throw new InvalidSetting(
                    "handover.messages.picture-urls",
                    "has an entry that is not the beginning of an https url",
                    "Write scheme, host and a slash at least, such as https://cdn.example.org/.");
        }
    }

    /** English, and nobody to ask. */
    static MessagesSettings of(ZoneId zone) {
        return new MessagesSettings(zone, "en", "", List.of());
    }
}
