package dev.handover.audit;

import java.nio.file.Path;

/** What the verifier found. */
sealed interface Verification {

    /**
     * The chain is whole, from its first line to its last.
     *
     * @param start what the first line follows; not seq 0 when older files were archived
     * @param end the last line's seq and hash
     * @param files how many files there are
     * @param lines how many lines they have
     * @param setBack how many lines are dated before their file's day, because the clock was set back
     */
    record Whole(Chain start, Chain end, int files, long lines, long setBack) implements Verification {}

    /**
     * The first place where the chain is broken.
     *
     * @param file the file
     * @param line the line, from 1; 0 when it is the file as such
     * @param reason why, in words that hold nothing of the line
     */
    record Broken(Path file, long line, String reason) implements Verification {}

    /**
     * There is nothing to verify.
     *
     * @param reason what is missing
     */
    record Nothing(String reason) implements Verification {}
}
