package dev.handover.template;

import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import dev.handover.facts.Finding;
import dev.handover.facts.Outcome;
import dev.handover.facts.Person;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a template may say; {@code email.en.txt.ftl} lists it for those who write templates.
 *
 * <p>IDs and names are there in their {@linkplain Shown shown form}, never raw; a name that nobody could see counts as none.
 */
final class NoticeModel {

    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ENGLISH);
    /** A folder up, as browsers read it: they take %2e for a dot and a backslash for a slash. */
    private static final Pattern UPWARDS =
            Pattern.compile("\\\\|(/|%2f)(\\.|%2e){2}([/?#]|%2f|%5c|$)", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_NAME = 80;
    private static final int MOST_OWNERS = 5;

    private NoticeModel() {}

    static Map<String, Object> of(Notice notice, MessagesSettings settings, Locale language) {
        Map<String, Object> model = new HashMap<>();
        addEvent(model, notice.event());
        addFacts(model, notice.facts(), settings);
        addTime(model, notice.event().acceptedAt(), zone(notice, settings), language);
        model.put("because", notice.reader().because());
        model.put("test", notice.test());
        model.put("contact", Shown.of(settings.contact()));
        model.put("short", (TemplateMethodModelEx) arguments -> Shown.cut(text(arguments, 2), number(arguments)));
        model.put("shortBytes", (TemplateMethodModelEx) arguments -> Shown.cutToBytes(text(arguments, 2), number(arguments)));
        model.put("plain", (TemplateMethodModelEx) arguments -> text(arguments, 1));
        model.put("code", (TemplateMethodModelEx) arguments -> "`" + text(arguments, 1).replace('`', '\'') + "`");
        model.put("slackText", (TemplateMethodModelEx) arguments -> SlackText.of(text(arguments, 1)));
        return model;
    }

    private static void addEvent(Map<String, Object> model, Event event) {
        model.put("id", Shown.of(event.id()));
        model.put("operationID", Shown.of(event.operationID()));
        model.put("groupID", Shown.of(event.groupID()));
        model.put("oldOwnerUserID", Shown.of(event.oldOwnerUserID()));
        model.put("newOwnerUserID", Shown.of(event.newOwnerUserID()));
    }

    private static void addFacts(Map<String, Object> model, Facts facts, MessagesSettings settings) {
        model.put("groupName", name(facts.group().name()));
        model.put("groupMembers", facts.group().memberCount());
        model.put("groupPicture", picture(facts.group().faceURL(), settings));
        model.put("oldOwnerName", name(facts.oldOwner()));
        model.put("newOwnerName", name(facts.newOwner()));
        model.put("outcome", word(facts.outcome()));
        model.put("finding", facts.finding() == null ? "" : word(facts.finding()));
        model.put("owners", facts.owners().stream().limit(MOST_OWNERS).map(Shown::of).toList());
    }

    private static void addTime(Map<String, Object> model, Instant at, ZoneId zone, Locale language) {
        model.put("acceptedAt", ISO.format(at.atOffset(ZoneOffset.UTC)));
        model.put("whenISO", ISO.format(at.atZone(zone)));
        model.put("zone", name(zone, at));
        model.put("time", (TemplateMethodModelEx) arguments -> {
            try {
                return DateTimeFormatter.ofPattern(text(arguments, 1), language).format(at.atZone(zone));
            } catch (IllegalArgumentException e) {
                throw new TemplateModelException("time(pattern) needs a pattern of java.time");
            }
        });
    }

    private static ZoneId zone(Notice notice, MessagesSettings settings) {
        return notice.reader().zone() == null ? settings.timeZone() : notice.reader().zone();
    }

    private static String name(Person person) {
        return name(person.nickname());
    }

    private static String name(String name) {
        return name == null || Shown.isBlank(name) ? "" : Shown.cut(Shown.of(name.strip()), LONGEST_NAME);
    }

    /** A picture of just anybody's would tell them who reads the mail, and when. */
    private static String picture(String url, MessagesSettings settings) {
        boolean allowed = url != null && settings.pictureUrls().stream().anyMatch(url::startsWith);
        return allowed && !UPWARDS.matcher(url).find() ? url : "";
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String word(Finding finding) {
        return finding.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The zone by its full name with its offset, because abbreviations such as CST and IST name several zones. */
    private static String name(ZoneId zone, Instant at) {
        ZoneOffset offset = zone.getRules().getOffset(at);
        String utc = offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset.getId();
        boolean named = zone.getId().contains("/") && !zone.getId().startsWith("Etc/");
        return named ? zone.getId() + " (" + utc + ")" : utc;
    }

    private static int number(List<?> arguments) throws TemplateModelException {
        if (arguments.get(1) instanceof SimpleNumber units) {
            return units.getAsNumber().intValue();
        }
        throw new TemplateModelException("short(text, units) and shortBytes(text, bytes) need a number");
    }

    private static String text(List<?> arguments, int count) throws TemplateModelException {
        if (arguments.size() == count && arguments.get(0) instanceof SimpleScalar text) {
            return text.getAsString();
        }
        throw new TemplateModelException(
                "short(text, units), shortBytes(text, bytes), slackText(text), plain(text), code(text) and time(pattern) are the forms");
    }
}
