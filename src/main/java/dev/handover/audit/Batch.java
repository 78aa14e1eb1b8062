package dev.handover.audit;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lines that follow each other and are forced to the disk together: all are written, or none. */
final class Batch {

    private final Instant at;
    private final WrittenKeys before;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Set<WrittenKey> keys = new LinkedHashSet<>();
    private final List<PendingLine> lines = new ArrayList<>();
    private final List<PendingLine> twins = new ArrayList<>();
    private Chain chain;

    /**
     * @param chain what the first line follows
     * @param at the time of all lines
     * @param before the keys of what is there already
     */
    Batch(Chain chain, Instant at, WrittenKeys before) {
        this.chain = chain;
        this.at = at;
        this.before = before;
    }

    /** Takes up a line; one that can never be a line fails by itself. */
    void add(PendingLine line) {
        if (line.key().filter(key -> before.contains(key) || keys.contains(key)).isPresent()) {
            twins.add(line);
            return;
        }
        try {
            NewLine next = NewLine.after(chain, at, line.kind(), line.fields());
            bytes.writeBytes(next.bytes());
            chain = next.chain();
            line.key().ifPresent(keys::add);
            lines.add(line);
        } catch (IllegalArgumentException e) {
            line.fail(e);
        }
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** The chain's end when all is written. */
    Chain chain() {
        return chain;
    }

    /** All of it is on the disk. */
    void succeed() {
        keys.forEach(before::add);
        lines.forEach(line -> line.succeed(true));
        // Only now: what they are twins of may have been in this batch.
        twins.forEach(line -> line.succeed(false));
    }
}
