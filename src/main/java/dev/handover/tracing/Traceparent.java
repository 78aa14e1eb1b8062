package dev.handover.tracing;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header, the property and the queues' header {@value #NAME}.
 *
 * <p>Source: Trace Context of the W3C, version 00. What is not of just that form is as if it were not there.
 */
public final class Traceparent {

    /** Its name, wherever it stands. */
    public static final String NAME = "traceparent";

    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /** @param header what came under the name; may be null, and a list when it came more than once */
    static Optional<String> of(Object header) {
        return header instanceof String text && FORM.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }
}
