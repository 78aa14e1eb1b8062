package dev.handover.broker;

import dev.handover.broker.Backlog.Trouble;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What a message that waits tells about its event.
 *
 * @param acceptedAt when the event was accepted; attempts and replays do not change it
 * @param trouble why its last attempt failed; nothing when it was not tried
 */
record WaitingMessage(Instant acceptedAt, Optional<Trouble> trouble) {

    /**
     * @param property answers the message's properties, null for those that it does not have
     * @param sent when this copy of the message was sent (epoch, ms); counts when the event has no id of ours
     */
    static WaitingMessage of(UnaryOperator<String> property, long sent) {
        String first = property.apply("firstAttempt");
        return new WaitingMessage(
                acceptedAt(property.apply("eventID")).orElse(Instant.ofEpochMilli(sent)),
                first == null
                        ? Optional.empty()
                        : instant(first).map(since -> new Trouble(since, property.apply("reason"), property.apply("failure"))));
    }

    /** An event's id is a UUID of version 7: its first 48 bits are the time (RFC 9562). */
    private static Optional<Instant> acceptedAt(String eventID) {
        try {
            UUID id = UUID.fromString(String.valueOf(eventID));
            return id.version() == 7
                    ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
                    : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }
}
