package dev.handover.audience;

import dev.handover.callback.Event;
import dev.handover.delivery.NoRecipient;
import dev.handover.email.EmailAddresses;
import dev.handover.email.EmailSettings;
import dev.handover.facts.Facts;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers who is told about an event, by mail and in Slack.
 *
 * <p>The new and the old owner, and the group's owners and administrators as far as OpenIM was asked; then those whom
 * {@code recipients.yaml} names for the group and for contradicted transfers. Safe for use by many threads.
 */
public final class Audience {

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    private final Supplier<Recipients> recipients;
    private final Optional<MailAddresses> addresses;
    private final EmailSettings email;
    private final boolean slackTakesChannels;

    Audience(
            Supplier<Recipients> recipients, Optional<MailAddresses> addresses, EmailSettings email, boolean slackTakesChannels) {
        this.recipients = recipients;
        this.addresses = addresses;
        this.email = email;
        this.slackTakesChannels = slackTakesChannels;
    }

    /**
     * Whom to mail, each address once; nobody when all who are known are muted.
     *
     * <p>When nobody is known: those of MAIL_TO; without them, in the outbox, one with an empty address.
     *
     * @throws NoRecipient when there is nobody to mail
     */
    public List<Recipient> mails(@ExchangeProperty("event") Event event, @ExchangeProperty("facts") Facts facts) {
        Directory directory = new Directory(recipients.get(), event, facts);
        Mails mails = new Mails(directory);
        addPeople(directory, mails);
        directory.standing().forEach(place -> mails.addPlace(place, "group"));
        directory.contradicted().ifPresent(place -> mails.addPlace(place, "contradicted"));
        if (mails.nobodyIsKnown()) {
            EmailAddresses.list(email.to()).forEach(address -> mails.add(directory.toDefault(address.toString())));
        }
        if (mails.nobodyIsKnown()) {
            if (!email.host().isEmpty()) {
                throw new NoRecipient();
            }
            return List.of(directory.toDefault(""));
        }
        return mails.recipients();
    }

    /**
     * Where to post, each channel or person once; an empty address is the channel of the settings.
     *
     * @param facts the exchange property of that name
     */
    public List<Recipient> channels(@ExchangeProperty("event") Event event, @ExchangeProperty("facts") Facts facts) {
        Directory directory = new Directory(recipients.get(), event, facts);
        if (!slackTakesChannels) {
            return List.of(directory.toDefault(""));
        }
        Stream<Recipient> groups = places(directory.standing(), directory, "group");
        List<Recipient> channels = groups.toList();
        Stream<Recipient> contradicted = places(directory.contradicted().stream().toList(), directory, "contradicted");
        Stream<Recipient> people = directory.concerned().stream()
                .filter(person -> !directory.isMuted(person.userID()))
                .flatMap(person -> directory.known(person.userID())
                        .map(Recipients.Known::slack)
                        .map(slack -> directory.toPerson(slack, person))
                        .stream());
        Stream<Recipient> first = channels.isEmpty() ? Stream.of(directory.toDefault("")) : channels.stream();
        Set<String> seen = new LinkedHashSet<>();
        return Stream.of(first, contradicted, people)
                .flatMap(each -> each)
                .filter(recipient -> seen.add(recipient.address()))
                .toList();
    }

    private void addPeople(Directory directory, Mails mails) {
        List<Concerned> concerned = directory.concerned();
        Set<String> unknown = new LinkedHashSet<>();
        concerned.stream()
                .map(Concerned::userID)
                .filter(userID -> !directory.isMuted(userID) && mail(directory, userID).isEmpty())
                .forEach(unknown::add);
        Map<String, String> found = found(unknown);
        for (Concerned person : concerned) {
            Optional<String> address = mail(directory, person.userID()).or(() -> Optional.ofNullable(found.get(person.userID())));
            if (directory.isMuted(person.userID())) {
                mails.addPerson("", person);
            } else {
                address.filter(Audience::isAddress).ifPresent(known -> mails.addPerson(known, person));
            }
        }
    }

    private Map<String, String> found(Collection<String> userIDs) {
        return userIDs.isEmpty() ? Map.of() : addresses.map(known -> known.of(userIDs)).orElse(Map.of());
    }

    private static Optional<String> mail(Directory directory, String userID) {
        return directory.known(userID).map(Recipients.Known::mail);
    }

    /** People write what they like into their profiles. */
    private static boolean isAddress(String address) {
        try {
            EmailAddresses.one(address);
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warn("A user has a mail address at OpenIM that is none, and is left out");
            return false;
        }
    }

    private static Stream<Recipient> places(List<Recipients.Place> places, Directory directory, String because) {
        return places.stream()
                .filter(place -> place.slack() != null)
                .map(place -> directory.toPlace(place.slack(), place, because));
    }
}
