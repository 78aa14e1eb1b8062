package dev.handover.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * Stands before every path of the management port, and lets through whom {@link ManagementAccess} does.
 *
 * <p>Who is refused with credentials, or from a page of another site, is in the log, each address once a minute.
 *
 * <p>The two probes are answered to anybody, with {@code UP} or {@code DOWN} alone: the details are for whom has a name, and
 * this gives one to whoever is let through.
 */
class ManagementGuard extends HttpFilter {

    private static final Set<String> PROBES = Set.of("/actuator/health/liveness", "/actuator/health/readiness");
    private static final Principal OPERATOR = () -> "operator";

    private static final Logger LOG = LoggerFactory.getLogger(ManagementGuard.class);

    private final transient ManagementAccess access;
    private final transient OnceAMinute warnings = new OnceAMinute();

    ManagementGuard(ManagementAccess access) {
        this.access = access;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        Optional<ManagementAccess.Denial> denial = access.denial(request);
        if (denial.isEmpty()) {
            chain.doFilter(new Operators(request), response);
        } else if (isProbe(request)) {
            chain.doFilter(request, response);
        } else {
            warn(request, denial.get());
            deny(response, denial.get());
        }
    }

    private static boolean isProbe(HttpServletRequest request) {
        return request.getMethod().equals("GET") && PROBES.contains(request.getRequestURI());
    }

    /** A browser asks without credentials first: that is nobody who guesses. */
    private void warn(HttpServletRequest request, ManagementAccess.Denial denial) {
        boolean asks = denial.status() == HttpServletResponse.SC_UNAUTHORIZED && request.getHeader(HttpHeaders.AUTHORIZATION) == null;
        if (!asks && warnings.isTimeFor(request.getRemoteAddr())) {
            LOG.warn("Refused a request to the management port from {}: HTTP {}. {}", request.getRemoteAddr(), denial.status(), denial.reason());
        }
    }

    private static void deny(HttpServletResponse response, ManagementAccess.Denial denial) throws IOException {
        byte[] reason = (denial.reason() + "\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(denial.status());
        if (denial.status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"handover\", charset=\"UTF-8\"");
        }
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.setContentLength(reason.length);
        response.getOutputStream().write(reason);
    }

    private static final class Operators extends HttpServletRequestWrapper {

        private Operators(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            return OPERATOR;
        }
    }
}
