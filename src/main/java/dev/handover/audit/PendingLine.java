package dev.handover.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** A line that a thread wants to have written, and what became of it; not for two threads at once. */
final class PendingLine {

    private final String kind;
    private final ObjectNode fields;
    private final Optional<WrittenKey> key;
    private boolean done;
    private boolean written;
    private Throwable failure;

    PendingLine(String kind, ObjectNode fields) {
        this.kind = kind;
        this.fields = fields;
        this.key = WrittenKey.of(kind, fields);
    }

    String kind() {
        return kind;
    }

    ObjectNode fields() {
        return fields;
    }

    Optional<WrittenKey> key() {
        return key;
    }

    boolean isDone() {
        return done;
    }

    /** It is on the disk: written now, or there already. */
    void succeed(boolean writtenNow) {
        done = true;
        written = writtenNow;
    }

    void fail(Throwable cause) {
        done = true;
        failure = cause;
    }

    /**
     * True when it was written, false when it was there already.
     *
     * @throws IOException when it, or a line that was to be forced with it, could not be written, or nobody said that it was
     */
    boolean result() throws IOException {
        if (failure instanceof RuntimeException refused) {
            throw refused;
        } else if (failure != null) {
            // Several threads may have failed by it.
            throw new IOException(failure.getMessage(), failure);
        } else if (!done) {
            // Whoever took it up did not even come to say that it failed.
            throw new IOException("the audit line was not written");
        }
        return written;
    }
}
