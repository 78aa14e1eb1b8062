package dev.handover.policy;

import dev.handover.callback.Event;
import dev.handover.settings.Glob;
import dev.handover.settings.InvalidSetting;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Answers whether a deny rule of {@code application.yaml} forbids a transfer. Case matters: OpenIM's IDs have it. */
@Component("denyRules")
public class DenyRules implements org.apache.camel.Predicate {

    private final Predicate<String> groups;
    private final Predicate<String> newOwners;
    private final Predicate<String> oldOwners;

    DenyRules(PolicySettings settings) {
        this.groups = anyOf("deny-groups", settings.denyGroups());
        this.newOwners = anyOf("deny-new-owners", settings.denyNewOwners());
        this.oldOwners = anyOf("deny-old-owners", settings.denyOldOwners());
    }

    /** Asked by routes, as {@code ref: denyRules}: whether the event that is the body is denied. */
    @Override
    public boolean matches(Exchange exchange) {
        return forbid(exchange.getMessage().getBody(Event.class));
    }

    /** Whether the event's group, new owner or old owner is denied. */
    public boolean forbid(Event event) {
        return groups.test(event.groupID())
                || newOwners.test(event.newOwnerUserID())
                || oldOwners.test(event.oldOwnerUserID());
    }

    private static Predicate<String> anyOf(String rule, List<String> globs) {
        return globs.stream()
                .<Predicate<String>>map(glob -> glob(rule, glob))
                .reduce(Predicate::or)
                .orElse(id -> false);
    }

    private static Glob glob(String rule, String glob) {
        if (glob == null || glob.isBlank()) {
            throw new InvalidSetting(
                    "handover.policy." + rule,
                    "has an empty entry",
                    "Write an ID, or a glob such as legal-*, or remove the entry.");
        }
        return new Glob(glob);
    }
}
