package dev.handover.audit;

/** A line that is not what the audit log writes; the message says why, in words that hold nothing of the line. */
final class BrokenLine extends Exception {

    private static final long serialVersionUID = 1;

    BrokenLine(String reason) {
        super(reason, null, false, false);
    }
}
