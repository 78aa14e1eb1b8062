package dev.handover;

import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import dev.handover.facts.Finding;
import dev.handover.facts.Group;
import dev.handover.facts.Outcome;
import dev.handover.facts.Person;
import dev.handover.template.Notice;
import dev.handover.template.Reader;
import java.time.ZoneId;
import java.util.List;

/** What people are told, for tests of how it reads. */
public final class Notices {

    /** A name like everything else that is hostile, longer than any that is shown. */
    public static final String HOSTILE_NAME = "<b>&\"'</b> <!channel> *x* @here https://evil.example ${7*7} {{x}}\r\nBcc: x@y\u202Egnp.exe\u200B"
            + "N".repeat(10_000);

    private Notices() {}

    /** An ordinary event with these names, in a language and its zone. */
    public static Notice of(String kind, String language) {
        return switch (kind) {
            case "ids" -> notice(SampleEvents.ordinary(), Facts.NONE, language, "");
            case "confirmed" -> notice(SampleEvents.ordinary(), facts(Outcome.CONFIRMED, null, "Design Team", "Zoë", "明"), language, "new-owner");
            case "contradicted" -> notice(
                    SampleEvents.ordinary(), facts(Outcome.CONTRADICTED, Finding.OTHER_OWNER, "Design Team", "Zoë", "明"), language, "administrator");
            case "hostile" -> notice(
                    SampleEvents.hostile(),
                    facts(Outcome.CONTRADICTED, Finding.SEVERAL_OWNERS, HOSTILE_NAME, HOSTILE_NAME, HOSTILE_NAME),
                    language,
                    "contradicted");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    public static Notice test(String language) {
        return new Notice(SampleEvents.ordinary(), Facts.NONE, new Reader(language, null, ""), true);
    }

    private static Notice notice(Event event, Facts facts, String language, String because) {
        ZoneId zone = language.equals("zh") ? ZoneId.of("Asia/Shanghai") : null;
        return new Notice(event, facts, new Reader(language, zone, because), false);
    }

    private static Facts facts(Outcome outcome, Finding finding, String group, String oldOwner, String newOwner) {
        return new Facts(
                outcome,
                finding,
                owners(finding),
                new Group(group, 25, "https://cdn.example.org/face.png"),
                new Person("userOld123", oldOwner),
                new Person("userNew456", newOwner),
                List.of());
    }

    private static List<String> owners(Finding finding) {
        if (finding == null) {
            return List.of("userNew456");
        }
        return finding == Finding.OTHER_OWNER ? List.of("userOther789") : List.of("userOther789", "<@U1>\n");
    }
}
