package dev.handover.ingress;

import dev.handover.access.Networks;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds out who sends a request: the address of the connection or, when that is a trusted proxy's, the one that the proxy
 * saw.
 *
 * <p>Each proxy appends to {@code X-Forwarded-For} whom it got the request from, so the right-most entry that is no trusted proxy
 * is the sender. What stands to the left of it is the sender's own word, and is not looked at. An entry that is no address is
 * {@value #UNKNOWN}, which is in no network and may be logged.
 */
class Sender {

    private static final String FORWARDED = "X-Forwarded-For";
    private static final String UNKNOWN = "an unknown address";
    private static final Pattern ADDRESS = Pattern.compile("\\[?[0-9a-fA-F:.]{2,45}(%[\\w.-]{1,20})?]?");

    private final Networks trustedProxies;

    Sender(Networks trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    /** @return as it is written in the connection or by a trusted proxy, in one short line */
    String address(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (trustedProxies.isEmpty()) {
            return address;
        }
        List<String> hops = new ArrayList<>();
        Collections.list(request.getHeaders(FORWARDED)).forEach(header -> hops.addAll(List.of(header.split(",", -1))));
        for (int last = hops.size() - 1; last >= 0 && trustedProxies.contain(address); last--) {
            String hop = hops.get(last).strip();
            address = ADDRESS.matcher(hop).matches() ? hop : UNKNOWN;
        }
        return address;
    }
}
