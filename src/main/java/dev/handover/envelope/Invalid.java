package dev.handover.envelope;

import java.util.Locale;

/** Why a callback is not valid ({@link Answer#INVALID}), as {@link Answered} counts it. */
public enum Invalid {
    /** The body is empty, not JSON, not one object, has something after it, or a key twice. */
    JSON,
    /** The body is not UTF-8, or a field not Unicode. */
    ENCODING,
    /** A field is not there, or null. */
    MISSING,
    /** A field is empty, or white space. */
    BLANK,
    /** A field is not a string. */
    TYPE,
    /** A field is too long. */
    LENGTH,
    /** The body's command is not that of its path. */
    COMMAND,
    /** The old owner is the new one. */
    SAME_OWNER,
    /** The body did not come in time. */
    SLOW,
    /** The request's head or its chunks cannot be read. */
    HTTP;

    /** The label's value. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
