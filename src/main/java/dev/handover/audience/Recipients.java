package dev.handover.audience;

import java.util.List;

/**
 * What {@code recipients.yaml} says.
 *
 * @param people how people are reached, by their user ID
 * @param groups who is always told about which groups
 * @param contradicted who is told besides when a transfer is contradicted
 */
record Recipients(List<Known> people, List<Standing> groups, Place contradicted) {

    Recipients {
        people = people == null ? List.of() : List.copyOf(people);
        groups = groups == null ? List.of() : List.copyOf(groups);
        contradicted = contradicted == null ? new Place(null, null, null, null) : contradicted;
    }

    /** Whether there is a mail address in it. */
    boolean hasMail() {
        return people.stream().anyMatch(known -> known.mail() != null)
                || groups.stream().anyMatch(group -> !group.mail().isEmpty())
                || !contradicted.mail().isEmpty();
    }

    /** Whether there is a channel or a member of Slack in it. */
    boolean hasSlack() {
        return people.stream().anyMatch(known -> known.slack() != null)
                || groups.stream().anyMatch(group -> group.slack() != null)
                || contradicted.slack() != null;
    }

    /**
     * One who is known.
     *
     * @param user OpenIM's user ID
     * @param mail a mail address, or null
     * @param slack a Slack member ID for direct messages, or null
     * @param language for messages to this person, or null
     * @param timezone for times in them, or null
     * @param mute whether this person is told nothing
     */
    record Known(String user, String mail, String slack, String language, String timezone, boolean mute) {}

    /**
     * Who is always told about the groups that a glob matches.
     *
     * @param group an ID or a glob
     * @param mail mail addresses
     * @param slack a channel, or null
     */
    record Standing(String group, List<String> mail, String slack, String language, String timezone) {

        Standing {
            mail = mail == null ? List.of() : List.copyOf(mail);
        }

        Place place() {
            return new Place(mail, slack, language, timezone);
        }
    }

    /** Mail addresses and a channel, and how messages to them are written; parts may be null. */
    record Place(List<String> mail, String slack, String language, String timezone) {

        Place {
            mail = mail == null ? List.of() : List.copyOf(mail);
        }
    }
}
