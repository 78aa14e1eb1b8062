package dev.handover.settings;

/** Why an edit cannot be in force, in words for whoever made it. */
public class Refused extends RuntimeException {

    public Refused(String reason) {
        super(reason);
    }
}
