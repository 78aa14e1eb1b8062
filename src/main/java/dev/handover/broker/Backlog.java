package dev.handover.broker;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was on a queue when it was last looked at.
 *
 * @param waiting messages, those in delivery and those that wait for another attempt among them
 * @param retrying of these, how many failed before
 * @param dead how many dead letters the destination has
 * @param oldest when the oldest of the events was accepted
 * @param trouble what the destination has been failing with for the longest time
 */
public record Backlog(long waiting, long retrying, long dead, Optional<Instant> oldest, Optional<Trouble> trouble) {

    /**
     * Why a destination's events wait for another attempt.
     *
     * @param since when the first attempt failed
     * @param reason the label of the last failure
     * @param failure the last failure in one line, without secrets
     */
    public record Trouble(Instant since, String reason, String failure) {}

    static Backlog of(long waiting, long retrying, long dead, List<WaitingMessage> seen) {
        return new Backlog(
                waiting,
                retrying,
                dead,
                seen.stream().map(WaitingMessage::acceptedAt).min(Comparator.naturalOrder()),
                seen.stream().flatMap(message -> message.trouble().stream()).min(Comparator.comparing(Trouble::since)));
    }
}
