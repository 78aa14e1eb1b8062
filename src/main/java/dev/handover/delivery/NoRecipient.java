package dev.handover.delivery;

/** Nobody is known whom an event could be told: trying again will not help, settings will, and then a replay. */
public final class NoRecipient extends RuntimeException {

    public NoRecipient() {
        super("nobody to mail: set MAIL_TO, write addresses into recipients.yaml, or name a recipient");
    }
}
