package dev.handover.broker;

import java.util.Optional;

/** Knows whether an event can be stored. Asking returns at once. */
public interface Storage {

    /** Why no event can be stored, in words for an operator; nothing when it can. */
    Optional<String> trouble();
}
