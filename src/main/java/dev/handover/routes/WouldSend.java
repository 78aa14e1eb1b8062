package dev.handover.routes;

import java.util.SortedMap;

/**
 * What a destination would have sent.
 *
 * @param uri the endpoint, with its options
 * @param headers those that go with it, by their names
 * @param body as text
 */
public record WouldSend(String uri, SortedMap<String, String> headers, String body) {}
