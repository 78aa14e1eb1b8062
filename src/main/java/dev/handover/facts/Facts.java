package dev.handover.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/**
 * What was found out about a transfer, the same for all destinations; JSON in the header {@code facts} of each copy.
 *
 * <p>Nothing here is needed to tell people about the transfer: whatever is not known is null or empty.
 *
 * @param outcome whether OpenIM's data bear the callback out
 * @param finding what was found in its place; null unless contradicted
 * @param owners user IDs of those who own the group now; empty unless it was checked
 * @param group the group
 * @param oldOwner who gave the group away, as the callback has it
 * @param newOwner who got it, as the callback has it
 * @param leaders the group's owners and administrators now, {@value #MOST_LEADERS} at most; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Facts(
        Outcome outcome,
        Finding finding,
        List<String> owners,
        Group group,
        Person oldOwner,
        Person newOwner,
        List<Person> leaders) {

    /** As many are told at most: they travel in a header, which the broker keeps in memory. */
    public static final int MOST_LEADERS = 200;

    private static final int LONGEST_HEADER = 100_000;

    /** Nothing is known. */
    public static final Facts NONE = new Facts(
            Outcome.NOT_CHECKED, null, List.of(), new Group(null, null, null),
            new Person(null, null), new Person(null, null), List.of());

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public Facts {
        owners = owners == null ? List.of() : List.copyOf(owners);
        leaders = leaders == null ? List.of() : List.copyOf(leaders);
    }

    /** The facts of a header; {@link #NONE} for null, blank, and what cannot be read: a message must not fail for it. */
    public static Facts of(String json) {
        if (json == null || json.isBlank()) {
            return NONE;
        }
        try {
            Facts facts = JSON.readValue(json, Facts.class);
            boolean whole = facts != null && facts.outcome != null && facts.group != null && facts.oldOwner != null && facts.newOwner != null;
            return whole ? facts : NONE;
        } catch (JsonProcessingException e) {
            return NONE;
        }
    }

    /**
     * What {@link #of} reads, in {@value #LONGEST_HEADER} characters at most: a header that does not fit into one record of the broker's
     * journal could never be stored. Of leaders and owners whose IDs and names would take more, the first are told.
     */
    public String json() {
        try {
            String json = JSON.writeValueAsString(this);
            boolean least = leaders.isEmpty() && owners.size() <= 1;
            return json.length() <= LONGEST_HEADER || least ? json : halved().json();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers can always be written", e);
        }
    }

    private Facts halved() {
        return new Facts(
                outcome, finding, owners.subList(0, (owners.size() + 1) / 2), group, oldOwner, newOwner, leaders.subList(0, leaders.size() / 2));
    }

    /** The same without who leads the group, for a message to one of them. */
    public Facts withoutLeaders() {
        return new Facts(outcome, finding, owners, group, oldOwner, newOwner, List.of());
    }
}
