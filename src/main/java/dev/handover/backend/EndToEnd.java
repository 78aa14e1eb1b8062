package dev.handover.backend;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;

/**
 * Selects the header fields that go through a proxy, in their order.
 *
 * <p>Source: RFC 9110, section 7.6.1: {@code Connection}, what it names, and those known to belong to one connection.
 * {@code Host} and {@code Content-Length} are each connection's own too.
 */
final class EndToEnd {

    private static final Set<String> ONE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length");

    private EndToEnd() {}

    static List<Header> of(Collection<Header> headers) {
        Set<String> named = headers.stream()
                .filter(header -> header.getName().equalsIgnoreCase("Connection"))
                .flatMap(EndToEnd::names)
                .collect(Collectors.toSet());
        return headers.stream().filter(header -> goesOn(header, named)).toList();
    }

    private static boolean goesOn(Header header, Set<String> named) {
        String name = header.getName().toLowerCase(Locale.ROOT);
        return !ONE_CONNECTION.contains(name) && !name.startsWith("proxy-") && !named.contains(name);
    }

    private static Stream<String> names(Header connection) {
        return Arrays.stream(connection.getValue().split(","))
                .map(name -> name.trim().toLowerCase(Locale.ROOT));
    }
}
