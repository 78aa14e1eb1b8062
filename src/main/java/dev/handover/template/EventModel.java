package dev.handover.template;

import dev.handover.callback.Event;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a template may say about an event: its fields in their {@linkplain Shown shown form}, never raw, the time for
 * people ({@code when}) and for machines ({@code whenISO}), {@code short(text, units)} and {@code slackText(text)}.
 */
final class EventModel {

    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss", Locale.ENGLISH);
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ENGLISH);

    private EventModel() {}

    static Map<String, Object> of(Event event, ZoneId zone) {
        ZonedDateTime when = event.acceptedAt().atZone(zone);
        return Map.ofEntries(
                Map.entry("id", Shown.of(event.id())),
                Map.entry("operationID", Shown.of(event.operationID())),
                Map.entry("groupID", Shown.of(event.groupID())),
                Map.entry("oldOwnerUserID", Shown.of(event.oldOwnerUserID())),
                Map.entry("newOwnerUserID", Shown.of(event.newOwnerUserID())),
                Map.entry("acceptedAt", ISO.format(event.acceptedAt().atOffset(ZoneOffset.UTC))),
                Map.entry("when", DAY_AND_TIME.format(when) + " " + name(zone, event.acceptedAt())),
                Map.entry("whenISO", ISO.format(when)),
                Map.entry("short", (TemplateMethodModelEx) EventModel::cut),
                Map.entry("slackText", (TemplateMethodModelEx) arguments -> SlackText.of(text(arguments, 1))));
    }

    /** The zone by its full name with its offset, because abbreviations such as CST and IST name several zones. */
    private static String name(ZoneId zone, Instant at) {
        ZoneOffset offset = zone.getRules().getOffset(at);
        String utc = offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset.getId();
        boolean named = zone.getId().contains("/") && !zone.getId().startsWith("Etc/");
        return named ? zone.getId() + " (" + utc + ")" : utc;
    }

    private static String cut(List<?> arguments) throws TemplateModelException {
        String text = text(arguments, 2);
        if (arguments.get(1) instanceof SimpleNumber units) {
            return Shown.cut(text, units.getAsNumber().intValue());
        }
        throw new TemplateModelException("short(text, units) needs a number of units");
    }

    private static String text(List<?> arguments, int count) throws TemplateModelException {
        if (arguments.size() == count && arguments.get(0) instanceof SimpleScalar text) {
            return text.getAsString();
        }
        throw new TemplateModelException("short(text, units) and slackText(text) are the forms");
    }
}
