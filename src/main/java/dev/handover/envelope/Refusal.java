package dev.handover.envelope;

import java.util.Optional;

/** An expected refusal of a callback: it carries its answer, and its message is the answer's {@code errDlt}. */
public final class Refusal extends RuntimeException {

    private final Answer answer;
    private final Invalid invalid;

    /**
     * @param answer how to answer; {@link Answer#INVALID} has a reason, and the other constructor
     * @param errDlt the field or the reason; fixed words, never a caller's text
     */
    public Refusal(Answer answer, String errDlt) {
        this(answer, null, errDlt);
    }

    /**
     * A callback that is not valid.
     *
     * @param reason why, for those who count
     * @param errDlt the field or the reason; fixed words, never a caller's text
     */
    public Refusal(Invalid reason, String errDlt) {
        this(Answer.INVALID, reason, errDlt);
    }

    private Refusal(Answer answer, Invalid invalid, String errDlt) {
        // No stack trace: a refusal is an answer, and bad input must stay cheap.
        super(errDlt, null, false, false);
        this.answer = answer;
        this.invalid = invalid;
    }

    public Answer answer() {
        return answer;
    }

    /** Why the callback is not valid; empty when it is refused for something else. */
    Optional<Invalid> invalid() {
        return Optional.ofNullable(invalid);
    }
}
