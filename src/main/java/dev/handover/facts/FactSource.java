package dev.handover.facts;

import dev.handover.callback.Event;

/** Somebody who can be asked about a transfer. Without one, nothing is known beyond the callback. */
public interface FactSource {

    /**
     * What is known about a transfer now. Never fails, and takes at most 3 s: what could not be found out in that time is
     * left out.
     */
    Facts about(Event event);
}
