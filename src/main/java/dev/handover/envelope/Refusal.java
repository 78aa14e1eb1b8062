package dev.handover.envelope;

/** An expected refusal of a callback: it carries its answer, and its message is the answer's {@code errDlt}. */
public final class Refusal extends RuntimeException {

    private final Answer answer;

    /**
     * @param answer how to answer
     * @param errDlt the field or the reason; fixed words, never a caller's text
     */
    public Refusal(Answer answer, String errDlt) {
        // No stack trace: a refusal is an answer, and bad input must stay cheap.
        super(errDlt, null, false, false);
        this.answer = answer;
    }

    public Answer answer() {
        return answer;
    }
}
