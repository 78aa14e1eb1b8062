package dev.handover.console;

import dev.handover.audit.EventTrail;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Who owned a group when, as a picture that a template draws: a bar for each owner, on one axis of time.
 *
 * @param group the group's ID as it is shown
 * @param spans the owners, the first on top
 * @param height of the rows, in the picture's own units; its width is {@value #WIDTH}
 * @param begin the day of the first transfer in the picture, and whether there were others before
 */
public record OwnerChain(String group, List<Span> spans, int height, String begin) {

    static final int WIDTH = 360;

    private static final int ROW = 46;
    private static final int NARROWEST = 4;
    private static final int LABEL = 30;

    /**
     * One owner's time.
     *
     * @param owner the owner's ID as it is shown
     * @param label its beginning, where it is long
     * @param from when it began (RFC 3339, UTC); empty: before the first transfer in the picture
     * @param words how long it was, and what is to be said of the transfer
     * @param doubtful whether OpenIM contradicts the transfer, or the next one names another old owner
     * @param y where the row is
     * @param x where the bar begins
     * @param width of the bar
     */
    public record Span(String owner, String label, String from, String words, boolean doubtful, int y, int x, int width) {}

    /**
     * The chain when the key is a group's ID, as it is shown, and the group changed hands.
     *
     * @param older whether the audit has events with that key from before these
     */
    static Optional<OwnerChain> of(String key, List<EventTrail> newestFirst, boolean older, Instant now) {
        List<EventTrail> transfers = new ArrayList<>(newestFirst.stream()
                .filter(trail -> trail.shown("groupID").equals(key) && trail.has("event", "accepted"))
                .toList());
        if (transfers.isEmpty()) {
            return Optional.empty();
        }
        Collections.reverse(transfers);
        String day = transfers.get(0).shown("acceptedAt").substring(0, 10);
        return Optional.of(new OwnerChain(
                transfers.get(0).shown("groupID"), spans(transfers, older, now), ROW * (transfers.size() + 1),
                older ? day + "; older is left out" : "before " + day));
    }

    private static List<Span> spans(List<EventTrail> transfers, boolean older, Instant now) {
        Instant first = at(transfers.get(0));
        long whole = Math.max(1, Duration.between(first, now).toMillis());
        int lead = WIDTH / 10;
        List<Span> spans = new ArrayList<>();
        String old = transfers.get(0).shown("oldOwnerUserID");
        spans.add(new Span(old, label(old), "", beginning(older), false, 0, 0, lead));
        for (int i = 0; i < transfers.size(); i++) {
            EventTrail transfer = transfers.get(i);
            EventTrail next = i + 1 < transfers.size() ? transfers.get(i + 1) : null;
            Instant from = at(transfer);
            Instant until = next == null ? now : at(next);
            String owner = transfer.shown("newOwnerUserID");
            boolean contradicted = transfer.truth().equals("contradicted");
            boolean broken = next != null && !next.shown("oldOwnerUserID").equals(owner);
            int x = lead + (int) ((WIDTH - lead) * Duration.between(first, from).toMillis() / whole);
            int end = lead + (int) ((WIDTH - lead) * Duration.between(first, until).toMillis() / whole);
            x = Math.min(x, WIDTH - NARROWEST);
            spans.add(new Span(
                    owner,
                    label(owner),
                    transfer.shown("acceptedAt"),
                    words(Duration.between(from, until), next == null) + (contradicted ? ", contradicted by OpenIM" : "")
                            + (broken ? ", the next transfer names another old owner" : ""),
                    contradicted || broken,
                    ROW * (i + 1),
                    x,
                    Math.max(NARROWEST, Math.min(end, WIDTH) - x)));
        }
        return spans;
    }

    private static String beginning(boolean older) {
        return older ? "until the first transfer shown here; what was before is left out" : "until the first transfer that is known";
    }

    private static Instant at(EventTrail trail) {
        return Instant.parse(trail.shown("acceptedAt"));
    }

    private static String words(Duration time, boolean still) {
        String length = time.toDays() > 0
                ? time.toDays() + " d " + time.toHoursPart() + " h"
                : time.toHours() > 0
                        ? time.toHours() + " h " + time.toMinutesPart() + " min"
                        : time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
        return still ? "for " + length + " now" : "for " + length;
    }

    private static String label(String owner) {
        return owner.codePointCount(0, owner.length()) <= LABEL
                ? owner
                : owner.substring(0, owner.offsetByCodePoints(0, LABEL - 1)) + "…";
    }
}
