package dev.handover.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads addresses as they are written, without a zone: nothing is ever looked up, whatever the text. */
final class Addresses {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[?([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(%[\\w.-]+)?]?");

    private Addresses() {}

    /** @return the address; one of IPv4 for an IPv4-mapped one of IPv6; empty when the text is none */
    static Optional<InetAddress> parse(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                return Optional.of(InetAddress.getByName(text));
            }
            var matcher = IPV6.matcher(text);
            // In brackets the text is an address or nothing, never a name.
            return matcher.matches()
                    ? Optional.of(InetAddress.getByName("[" + matcher.group(1) + "]"))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
