package dev.handover.broker;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.springframework.stereotype.Component;

/** Answers which destinations there are: those whose routes take from a queue {@code transfers.<destination>}. */
@Component
public class DestinationQueues {

    static final String PREFIX = "transfers.";

    private static final Pattern QUEUE = Pattern.compile("jms:(?://)?(?:queue:)?transfers\\.([A-Za-z0-9_-]+)(?:\\?.*)?");

    private final CamelContext camel;

    DestinationQueues(CamelContext camel) {
        this.camel = camel;
    }

    /** The queue on which events wait for a destination. */
    public static String queue(String destination) {
        return PREFIX + destination;
    }

    /** The queue on which a destination's dead letters are kept. */
    public static String deadLetters(String destination) {
        return QueueLook.dead(queue(destination));
    }

    /** The destinations' names, in alphabetical order. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        camel.getRoutes().forEach(route -> destination(route.getEndpoint()).ifPresent(names::add));
        return names;
    }

    /** The destination whose queue an endpoint is; nothing when it is none of them. */
    public static Optional<String> destination(Endpoint endpoint) {
        return destination(endpoint.getEndpointUri());
    }

    /** The destination whose queue an endpoint's uri names; nothing when it names none. */
    public static Optional<String> destination(String uri) {
        Matcher matcher = QUEUE.matcher(uri);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
