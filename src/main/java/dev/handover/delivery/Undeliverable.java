package dev.handover.delivery;

/** An event that a destination can never take, however often it is tried: the event itself is in the way. */
public final class Undeliverable extends RuntimeException {

    /** @param cause what the destination said to the event */
    public Undeliverable(IllegalArgumentException cause) {
        super(cause);
    }
}
