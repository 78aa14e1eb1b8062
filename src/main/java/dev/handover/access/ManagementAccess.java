package dev.handover.access;

import dev.handover.settings.InvalidSetting;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Says who may use the management port, and does not start with one that everybody may.
 *
 * <p>Without credentials only this machine can reach it, and a browser there can be made to by any page: by a name that
 * was pointed at 127.0.0.1 (DNS rebinding), or with a form. So the host must be a name or address of the loopback
 * interface. With credentials a browser has none for another host, but sends them with another page's form: what
 * changes something must come from a page of this port, or from no page. So must what reads, for a picture on another page
 * would have the whole audit read; but a link may lead here.
 */
@Component
class ManagementAccess {

    private static final Set<String> OWN_PAGE = Set.of("same-origin", "none");

    private final BasicCredentials credentials;

    ManagementAccess(ManagementSettings settings, ManagementServerProperties management, ServerProperties server) {
        this.credentials = new BasicCredentials(settings.username(), settings.password());
        Integer port = management.getPort();
        if (port == null || port > 0 && port.equals(server.getPort())) {
            throw new InvalidSetting(
                    "MANAGEMENT_PORT (management.server.port)",
                    "is the port of the callbacks",
                    "Write another port, or -1 for none.");
        }
        InetAddress address = management.getAddress();
        if (port >= 0 && !credentials.areSet() && (address == null || !address.isLoopbackAddress())) {
            throw new InvalidSetting(
                    "MANAGEMENT_ADDRESS (management.server.address)",
                    "can be reached from other machines, and there are no credentials",
                    "Set MANAGEMENT_USERNAME and MANAGEMENT_PASSWORD, or write 127.0.0.1.");
        }
    }

    /** Why the request is not answered; empty when it is. */
    Optional<Denial> denial(HttpServletRequest request) {
        if (!credentials.areSet() && !isLoopback(request.getServerName())) {
            return Optional.of(new Denial(
                    403, "Without MANAGEMENT_USERNAME and MANAGEMENT_PASSWORD this port answers to 127.0.0.1 and localhost only."));
        }
        if (!credentials.accept(request.getHeader(HttpHeaders.AUTHORIZATION))) {
            return Optional.of(new Denial(401, "Send MANAGEMENT_USERNAME and MANAGEMENT_PASSWORD (HTTP Basic)."));
        }
        if (isFromAnotherPage(request) && !isVisit(request)) {
            return Optional.of(new Denial(403, "A page of another site may lead here, but not read or change anything."));
        }
        return Optional.empty();
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || Addresses.parse(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** Every browser of today sends the first header, older ones at least the second. */
    private static boolean isFromAnotherPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN_PAGE.contains(site);
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.replaceFirst("^https?://", "").equals(request.getHeader(HttpHeaders.HOST));
    }

    /** Whether somebody goes to a page of this port, and will see it: it is in no frame, and is not fetched beforehand. */
    private static boolean isVisit(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && "document".equals(request.getHeader("Sec-Fetch-Dest"))
                && request.getHeader("Sec-Purpose") == null;
    }

    /** @param status of HTTP */
    record Denial(int status, String reason) {}
}
