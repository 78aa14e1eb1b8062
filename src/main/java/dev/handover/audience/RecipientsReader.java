package dev.handover.audience;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.handover.email.EmailAddresses;
import dev.handover.settings.Edited;
import dev.handover.settings.InvalidSetting;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code recipients.yaml}, strictly: what is misspelt, given twice or of no use is refused, with what to write.
 *
 * <p>IDs are taken as they are written, quoted or not: {@code 00123} is no number here.
 */
final class RecipientsReader implements Edited.Parser<Recipients> {

    static final String FILE = "recipients.yaml";

    private static final Logger LOG = LoggerFactory.getLogger(RecipientsReader.class);

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final boolean slackTakesChannels;

    /** @param slackTakesChannels whether a channel or a person can be chosen in Slack: not with a webhook */
    RecipientsReader(boolean slackTakesChannels) {
        this.slackTakesChannels = slackTakesChannels;
    }

    @Override
    public Recipients parse(Map<String, String> files) {
        String text = files.getOrDefault(FILE, "");
        Recipients recipients = read(text);
        requireUsable(recipients);
        if (recipients.hasSlack() && !slackTakesChannels) {
            LOG.warn("{}: a Slack webhook has one channel of its own; to choose, set SLACK_TOKEN in its place", FILE);
        }
        return recipients;
    }

    private static Recipients read(String text) {
        try {
            JsonNode tree = YAML.readTree(text);
            boolean isEmpty = tree == null || tree.isMissingNode() || tree.isNull();
            return isEmpty ? new Recipients(null, null, null) : YAML.readValue(text, Recipients.class);
        } catch (UnrecognizedPropertyException e) {
            throw invalid(entry(e.getPath()) + "has the unknown key " + e.getPropertyName(), "Known are " + e.getKnownPropertyIds() + ".");
        } catch (JsonProcessingException e) {
            throw invalid(line(e.getLocation()) + "cannot be read", "Compare it with the example in the README.");
        }
    }

    private static void requireUsable(Recipients recipients) {
        Set<String> users = new HashSet<>();
        int number = 0;
        for (Recipients.Known known : recipients.people()) {
            String entry = "people, entry " + ++number + ", ";
            if (known == null || known.user() == null || known.user().isBlank()) {
                throw invalid(entry + "has no user", "Write user: and an OpenIM user ID.");
            }
            if (!users.add(known.user())) {
                throw invalid(entry + "is about a user who is there already", "Make one entry of the two.");
            }
            requireMail(entry, known.mail());
            requireMatch(entry, "slack", known.slack(), "[UW][A-Z0-9]{2,20}", "Write a member ID such as U012ABC.");
            requireWords(entry, known.language(), known.timezone());
        }
        number = 0;
        for (Recipients.Standing standing : recipients.groups()) {
            String entry = "groups, entry " + ++number + ", ";
            if (standing == null || standing.group() == null || standing.group().isBlank()) {
                throw invalid(entry + "has no group", "Write group: and a group ID, or a glob such as \"team-*\".");
            }
            requirePlace(entry, standing.place());
        }
        requirePlace("contradicted, ", recipients.contradicted());
    }

    private static void requirePlace(String entry, Recipients.Place place) {
        place.mail().forEach(mail -> requireMail(entry, mail));
        requireMatch(
                entry, "slack", place.slack(), "#[\\p{L}\\p{N}_-]{1,80}|[CGDUW][A-Z0-9]{2,20}",
                "Write a channel such as \"#leads\" (quoted), or its ID.");
        requireWords(entry, place.language(), place.timezone());
    }

    private static void requireWords(String entry, String language, String timezone) {
        requireMatch(entry, "language", language, "[a-z]{2,3}(-[A-Za-z0-9]+)?", "Write a language such as en or zh.");
        try {
            if (timezone != null) {
                ZoneId.of(timezone);
            }
        } catch (DateTimeException e) {
            throw invalid(entry + "has a timezone that is none", "Write one such as Europe/Berlin.");
        }
    }

    private static void requireMail(String entry, String mail) {
        try {
            if (mail != null) {
                EmailAddresses.one(mail);
            }
        } catch (IllegalArgumentException e) {
            throw invalid(entry + "has a mail address that is none", "Write one such as ann@example.org.");
        }
    }

    private static void requireMatch(String entry, String key, String value, String pattern, String remedy) {
        if (value != null && !value.matches(pattern)) {
            throw invalid(entry + "has a " + key + " that is none", remedy);
        }
    }

    /** Such as {@code people, entry 2, }: where the unknown key is. */
    private static String entry(List<JsonMappingException.Reference> path) {
        return path.subList(0, path.size() - 1).stream()
                .map(part -> part.getFieldName() == null ? "entry " + (part.getIndex() + 1) : part.getFieldName())
                .map(part -> part + ", ")
                .collect(Collectors.joining());
    }

    private static String line(JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + " ";
    }

    private static InvalidSetting invalid(String problem, String remedy) {
        return new InvalidSetting("RECIPIENTS_FILE (handover.recipients-file): " + FILE + ",", problem, remedy);
    }
}
