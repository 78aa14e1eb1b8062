package dev.handover.settings;

/** An edit that is good, and cannot be in force at this moment: it is tried again after a while. */
public final class NotNow extends RuntimeException {

    public NotNow(String reason) {
        super(reason);
    }
}
