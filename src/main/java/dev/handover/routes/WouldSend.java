package dev.handover.routes;

import java.util.SortedMap;

/**
 * What a destination would have sent.
 *
 * @param uri the endpoint, with its options
 * @param headers those that go with it, by their names
 * @param body as text; null for none
 */
public record WouldSend(String uri, SortedMap<String, String> headers, String body) {

    /** A line for the endpoint and for each header, an empty one, and the body, which ends with a line feed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("to: ").append(oneLine(uri)).append('\n');
        headers.forEach((name, value) -> text.append(oneLine(name)).append(": ").append(oneLine(value)).append('\n'));
        return text.append('\n').append(body == null ? "" : body(body)).append('\n').toString();
    }

    /** Without what differs at each run: the boundary between a mail's parts. */
    private static String body(String text) {
        return text.replaceAll("\\R", "\n").replaceAll("=_Part_\\d+_-?\\d+\\.\\d+", "=_Part").stripTrailing();
    }

    /** What a caller sent cannot look like a line of ours. */
    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ").replaceAll("\\p{Cc}", "?");
    }
}
