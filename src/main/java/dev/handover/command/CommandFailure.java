package dev.handover.command;

/** A command could not do what it was asked; the message says why, for a person. */
final class CommandFailure extends RuntimeException {

    CommandFailure(String message) {
        super(message);
    }
}
