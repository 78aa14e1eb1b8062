package dev.handover.openim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import dev.handover.facts.Person;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is to be known of a group's members, gathered page by page. */
final class Members {

    /** {@code roleLevel} of OpenIM. */
    private static final int OWNER = 100;

    private static final int ADMINISTRATOR = 60;

    private final Event event;
    private final int most;
    private final Set<String> seen = new HashSet<>();
    private final List<Person> owners = new ArrayList<>();
    private final List<Person> administrators = new ArrayList<>();
    private Person oldOwner;
    private Person newOwner;
    private boolean complete;

    /** @param most of a larger group only so many are looked at */
    Members(Event event, int most) {
        this.event = event;
        this.most = most;
    }

    /** Takes in a page of the list, and answers whether there may be more. */
    boolean add(JsonNode page) {
        JsonNode members = page.path("members");
        int before = seen.size();
        members.forEach(this::see);
        long total = page.path("total").asLong(-1);
        // Pages shift when somebody joins or leaves meanwhile: counted is who was seen.
        complete = page.path("total").isIntegralNumber() && seen.size() >= total;
        return !complete && seen.size() > before && seen.size() < most;
    }

    private void see(JsonNode member) {
        String userID = member.path("userID").asText();
        if (userID.isEmpty() || userID.length() > Names.LONGEST_ID || !seen.add(userID)) {
            return;
        }
        Person person = new Person(userID, Names.name(member.path("nickname")));
        switch (member.path("roleLevel").asInt()) {
            case OWNER -> owners.add(person);
            case ADMINISTRATOR -> administrators.add(person);
            default -> {}
        }
        if (userID.equals(event.newOwnerUserID())) {
            newOwner = person;
        }
        if (userID.equals(event.oldOwnerUserID())) {
            oldOwner = person;
        }
    }

    /** Whether every member was seen. */
    boolean isComplete() {
        return complete;
    }

    /** User IDs of the owners seen so far. */
    List<String> owners() {
        return owners.stream().map(Person::userID).limit(Facts.MOST_LEADERS).toList();
    }

    /** The owners seen so far, then the administrators. */
    List<Person> leaders() {
        return Stream.concat(owners.stream(), administrators.stream()).limit(Facts.MOST_LEADERS).toList();
    }

    /** The old owner as a member; nothing when not seen, or without a name. */
    Optional<Person> oldOwner() {
        return Optional.ofNullable(oldOwner).filter(person -> person.nickname() != null);
    }

    /** The new owner as a member; nothing when not seen, or without a name. */
    Optional<Person> newOwner() {
        return Optional.ofNullable(newOwner).filter(person -> person.nickname() != null);
    }
}
