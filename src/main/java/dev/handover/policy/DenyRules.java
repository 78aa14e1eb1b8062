package dev.handover.policy;

import dev.handover.callback.Event;
import dev.handover.settings.InvalidSetting;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Answers whether a deny rule of {@code application.yaml} forbids a transfer. Case matters: OpenIM's IDs have it. */
@Component("denyRules")
public class DenyRules {

    private final Predicate<String> groups;
    private final Predicate<String> newOwners;
    private final Predicate<String> oldOwners;

    DenyRules(PolicySettings settings) {
        this.groups = anyOf("deny-groups", settings.denyGroups());
        this.newOwners = anyOf("deny-new-owners", settings.denyNewOwners());
        this.oldOwners = anyOf("deny-old-owners", settings.denyOldOwners());
    }

    /** Whether the event's group, new owner or old owner is denied. */
    public boolean forbid(Event event) {
        return groups.test(event.groupID())
                || newOwners.test(event.newOwnerUserID())
                || oldOwners.test(event.oldOwnerUserID());
    }

    private static Predicate<String> anyOf(String rule, List<String> globs) {
        return globs.stream()
                .map(glob -> pattern(rule, glob).asMatchPredicate())
                .reduce(Predicate::or)
                .orElse(id -> false);
    }

    private static Pattern pattern(String rule, String glob) {
        if (glob == null || glob.isBlank()) {
            throw new InvalidSetting(
                    "handover.policy." + rule,
                    "has an empty entry",
                    "Write an ID, or a glob such as legal-*, or remove the entry.");
        }
        String regex = Arrays.stream(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        // An ID may hold line breaks, which "." alone does not match: a rule must not be dodged with one.
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
