package dev.handover.audience;

import dev.handover.email.EmailAddresses;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Recipients of mails about one transfer, each address once: the first reason to tell it counts. */
final class Mails {

    private final Directory directory;
    private final Map<String, Recipient> recipients = new LinkedHashMap<>();
    private boolean somebodyIsMuted;

    Mails(Directory directory) {
        this.directory = directory;
    }

    /** Adds a person's address, unless the person wants to be told nothing. */
    void addPerson(String address, Concerned person) {
        if (directory.isMuted(person.userID())) {
            somebodyIsMuted = true;
        } else {
            add(directory.toPerson(address, person));
        }
    }

    void addPlace(Recipients.Place place, String because) {
        place.mail().forEach(address -> add(directory.toPlace(address, place, because)));
    }

    void add(Recipient recipient) {
        String bare = bare(recipient.address());
        if (directory.isMutedAddress(bare)) {
            somebodyIsMuted = true;
        } else {
            recipients.putIfAbsent(bare, recipient);
        }
    }

    /** Whether nobody at all is known, not even somebody who wants to be told nothing. */
    boolean nobodyIsKnown() {
        return recipients.isEmpty() && !somebodyIsMuted;
    }

    List<Recipient> recipients() {
        return new ArrayList<>(recipients.values());
    }

    /** What two spellings of one address have in common. */
    static String bare(String address) {
        InternetAddress parsed = EmailAddresses.one(address);
        return parsed.getAddress().toLowerCase(Locale.ROOT);
    }
}
