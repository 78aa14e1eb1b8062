package dev.handover.delivery;

import java.io.IOException;

/** A receiver's answer that was not read on, because it is longer than any should be. */
public final class AnswerTooLong extends IOException {

    /** @param limit the longest that is read, in bytes */
    public AnswerTooLong(int limit) {
        super("The answer is longer than " + limit + " bytes");
    }
}
