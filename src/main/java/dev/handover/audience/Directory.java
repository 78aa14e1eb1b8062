package dev.handover.audience;

import dev.handover.callback.Event;
import dev.handover.facts.Facts;
import dev.handover.facts.Outcome;
import dev.handover.facts.Person;
import dev.handover.settings.Glob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks up in {@code recipients.yaml} what it says about one transfer. */
final class Directory {

    private final Map<String, Recipients.Known> people;
    private final List<Recipients.Place> standing;
    private final Optional<Recipients.Place> contradicted;
    private final List<Concerned> concerned;

    Directory(Recipients recipients, Event event, Facts facts) {
        this.people = recipients.people().stream().collect(Collectors.toMap(Recipients.Known::user, Function.identity()));
        this.standing = recipients.groups().stream()
                .filter(group -> new Glob(group.group()).test(event.groupID()))
                .map(Recipients.Standing::place)
                .toList();
        this.contradicted = Optional.of(recipients.contradicted()).filter(any -> facts.outcome() == Outcome.CONTRADICTED);
        this.concerned = concerned(event, facts);
    }

    /** The new and the old owner, and who leads the group; each once, the muted ones too. */
    List<Concerned> concerned() {
        return concerned;
    }

    /** Who is always told about the group, in the file's order. */
    List<Recipients.Place> standing() {
        return standing;
    }

    /** Who is told because the transfer is contradicted; nothing when it is not. */
    Optional<Recipients.Place> contradicted() {
        return contradicted;
    }

    Optional<Recipients.Known> known(String userID) {
        return Optional.ofNullable(people.get(userID));
    }

    boolean isMuted(String userID) {
        return known(userID).filter(Recipients.Known::mute).isPresent();
    }

    /** Whether it is the address of somebody who wants to be told nothing. */
    boolean isMutedAddress(String bareAddress) {
        return people.values().stream()
                .filter(Recipients.Known::mute)
                .anyMatch(known -> known.mail() != null && bareAddress.equals(Mails.bare(known.mail())));
    }

    /** A recipient in the person's language and zone, else the group's. */
    Recipient toPerson(String address, Concerned person) {
        Optional<Recipients.Known> known = known(person.userID());
        return new Recipient(
                address,
                known.map(Recipients.Known::language).or(this::groupLanguage).orElse(""),
                known.map(Recipients.Known::timezone).or(this::groupTimezone).orElse(""),
                person.because());
    }

    /** A recipient in the place's language and zone, else the group's. */
    Recipient toPlace(String address, Recipients.Place place, String because) {
        return new Recipient(
                address,
                Optional.ofNullable(place.language()).or(this::groupLanguage).orElse(""),
                Optional.ofNullable(place.timezone()).or(this::groupTimezone).orElse(""),
                because);
    }

    /** A recipient that the settings name. */
    Recipient toDefault(String address) {
        return toPlace(address, new Recipients.Place(null, null, null, null), "");
    }

    private Optional<String> groupLanguage() {
        return first(Recipients.Place::language);
    }

    private Optional<String> groupTimezone() {
        return first(Recipients.Place::timezone);
    }

    private Optional<String> first(Function<Recipients.Place, String> part) {
        return standing.stream().map(part).filter(value -> value != null).findFirst();
    }

    private static List<Concerned> concerned(Event event, Facts facts) {
        Map<String, Concerned> all = new LinkedHashMap<>();
        Stream.concat(
                        Stream.of(
                                new Concerned(event.newOwnerUserID(), "new-owner"),
                                new Concerned(event.oldOwnerUserID(), "old-owner")),
                        facts.leaders().stream().map(Person::userID).map(userID -> new Concerned(userID, "administrator")))
                .forEach(person -> all.putIfAbsent(person.userID(), person));
        return List.copyOf(all.values());
    }
}
