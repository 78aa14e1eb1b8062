package dev.handover.backend;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * Makes of a caller's request the one to the backend: the same method, query, body and end-to-end headers, byte for
 * byte. It reads the request itself: of Camel's headers, some would steer.
 */
final class BackendRequest {

    /** Handover's own credentials, and a question that the container has answered already. */
    private static final Set<String> ANSWERED_HERE = Set.of("authorization", "expect");

    private BackendRequest() {}

    static HttpUriRequestBase of(HttpServletRequest request, URI command) throws IOException {
        HttpUriRequestBase passedOn = new HttpUriRequestBase(request.getMethod(), command);
        String query = request.getQueryString();
        if (query != null) {
            passedOn.setPath(command.getRawPath() + "?" + query);
        }
        for (Header header : EndToEnd.of(headers(request))) {
            if (!ANSWERED_HERE.contains(header.getName().toLowerCase(Locale.ROOT))) {
                passedOn.addHeader(header);
            }
        }
        byte[] body = request.getInputStream().readAllBytes();
        if (body.length > 0) {
            passedOn.setEntity(new ByteArrayEntity(body, null));
        }
        return passedOn;
    }

    private static List<Header> headers(HttpServletRequest request) {
        // The container lists a name as often as it came.
        return Collections.list(request.getHeaderNames()).stream()
                .distinct()
                .flatMap(name -> Collections.list(request.getHeaders(name)).stream()
                        .<Header>map(value -> new BasicHeader(name, value)))
                .toList();
    }
}
