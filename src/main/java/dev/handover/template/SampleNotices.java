package dev.handover.template;

import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import dev.handover.facts.Finding;
import dev.handover.facts.Group;
import dev.handover.facts.Outcome;
import dev.handover.facts.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One notice of each kind that there can be: what templates are tried with. */
final class SampleNotices {

    static final List<Notice> ALL = all();

    private SampleNotices() {}

    private static List<Notice> all() {
        List<Notice> all = new ArrayList<>();
        Event event = event("G12345", "userOld123", "userNew456", "op-1");
        all.add(Notice.of(event));
        all.add(notice(event, facts(Outcome.CONFIRMED, null, "Design", "Zoë", "Ming")));
        for (Finding finding : Finding.values()) {
            all.add(notice(event, facts(Outcome.CONTRADICTED, finding, "Design", "Zoë", "Ming")));
        }
        String hostile = "<!channel> *b* \"q\" 'a' \\ & ${7*7} {{x}} </script>\r\n\u202E\u0000😀";
        all.add(notice(event(hostile, hostile, hostile, hostile), facts(Outcome.CONTRADICTED, Finding.OTHER_OWNER, hostile, hostile, hostile)));
        String longest = "\u202E".repeat(256);
        all.add(notice(event(longest, longest, longest, longest), facts(Outcome.CONFIRMED, null, longest, longest, longest)));
        for (String because : List.of("new-owner", "old-owner", "administrator", "group", "contradicted")) {
            all.add(new Notice(event, Facts.NONE, new Reader("", null, because), true));
        }
        return all;
    }

    private static Notice notice(Event event, Facts facts) {
        return new Notice(event, facts, Reader.ANYBODY, false);
    }

    private static Event event(String groupID, String oldOwner, String newOwner, String operationID) {
        Instant at = Instant.parse("2026-11-24T02:50:34.123Z");
        return new Event(1, "019ab3c2-1f00-7abc-8def-0123456789ab", at, operationID, groupID, oldOwner, newOwner);
    }

    private static Facts facts(Outcome outcome, Finding finding, String group, String oldOwner, String newOwner) {
        return new Facts(
                outcome,
                finding,
                finding == null ? List.of("userNew456") : List.of(oldOwner, newOwner),
                new Group(group, 1234, "https://cdn.example.org/g.png"),
                new Person("userOld123", oldOwner),
                new Person("userNew456", newOwner),
                List.of());
    }
}
