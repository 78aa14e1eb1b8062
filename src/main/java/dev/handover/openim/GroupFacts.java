package dev.handover.openim;

import dev.handover.callback.Event;
import dev.handover.facts.FactSource;
import dev.handover.facts.Facts;
import dev.handover.facts.Finding;
import dev.handover.facts.Outcome;
import dev.handover.facts.Person;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out about a transfer: who owns the group now, who leads it, and what people call all of them.
 *
 * <p>The outcome is told only when every member was seen; what was found before a failure is told all the same.
 */
final class GroupFacts implements FactSource {

    private static final Logger LOG = LoggerFactory.getLogger(GroupFacts.class);

    private final GroupApi api;
    private final Duration timeout;
    private final int maxMembers;

    GroupFacts(GroupApi api, OpenIMSettings settings) {
        this.api = api;
        this.timeout = settings.timeout();
        this.maxMembers = settings.maxMembers();
    }

    @Override
    public Facts about(Event event) {
        Deadline deadline = Deadline.in(timeout);
        Optional<GroupInfo> group = group(event, deadline);
        Members members = new Members(event, maxMembers);
        Outcome outcome = Outcome.NOT_CHECKED;
        Finding finding = null;
        try {
            api.addMembers(members, event, deadline);
            if (members.isComplete()) {
                finding = finding(event, members.owners(), deadline);
                outcome = finding == null ? Outcome.CONFIRMED : Outcome.CONTRADICTED;
            }
        } catch (ApiFailure e) {
            finding = e.isNotFound() ? notThere(event, deadline) : null;
            outcome = finding == null ? Outcome.NOT_CHECKED : Outcome.CONTRADICTED;
            LOG.debug("The members of a group were not found out: {}", e.getMessage());
        }
        Map<String, String> names = names(event, members, deadline);
        return new Facts(
                outcome,
                finding,
                outcome == Outcome.NOT_CHECKED ? List.of() : members.owners(),
                group.orElse(GroupInfo.UNKNOWN).group(),
                new Person(event.oldOwnerUserID(), names.get(event.oldOwnerUserID())),
                new Person(event.newOwnerUserID(), names.get(event.newOwnerUserID())),
                members.leaders());
    }

    private Optional<GroupInfo> group(Event event, Deadline deadline) {
        try {
            return api.group(event, deadline);
        } catch (ApiFailure e) {
            LOG.debug("A group's name was not found out: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** What contradicts the callback; null when nothing does. */
    private Finding finding(Event event, List<String> owners, Deadline deadline) {
        if (owners.equals(List.of(event.newOwnerUserID()))) {
            return null;
        } else if (owners.contains(event.newOwnerUserID())) {
            return Finding.SEVERAL_OWNERS;
        } else if (!owners.isEmpty()) {
            return Finding.OTHER_OWNER;
        }
        return Objects.requireNonNullElse(notThere(event, deadline), Finding.NO_OWNER);
    }

    /** Why a group has no members; null when that could not be found out, or nothing explains it. */
    private Finding notThere(Event event, Deadline deadline) {
        try {
            // What was kept about the group may be from before it was dismissed.
            Optional<GroupInfo> now = api.freshGroup(event, deadline);
            if (now.isEmpty()) {
                return Finding.NO_SUCH_GROUP;
            }
            return now.get().dismissed() ? Finding.DISMISSED : null;
        } catch (ApiFailure e) {
            return null;
        }
    }

    private Map<String, String> names(Event event, Members members, Deadline deadline) {
        Map<String, String> names = new HashMap<>();
        Stream.of(members.oldOwner(), members.newOwner())
                .flatMap(Optional::stream)
                .forEach(person -> names.put(person.userID(), person.nickname()));
        List<String> others = Stream.of(event.oldOwnerUserID(), event.newOwnerUserID())
                .filter(userID -> !names.containsKey(userID))
                .toList();
        try {
            names.putAll(others.isEmpty() ? Map.of() : api.nicknames(others, event, deadline));
        } catch (ApiFailure e) {
            LOG.debug("The name of an owner was not found out: {}", e.getMessage());
        }
        return names;
    }
}
