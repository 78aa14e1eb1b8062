package dev.handover.audience;

import java.util.Collection;
import java.util.Map;

/** Somebody who knows users' mail addresses. */
public interface MailAddresses {

    /** The address of each user who has one, as it is kept there. Never fails, and takes 3 s at most. */
    Map<String, String> of(Collection<String> userIDs);
}
