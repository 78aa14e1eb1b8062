package dev.handover.backend;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * The backend's answer as it came: whatever its status, not decompressed, not followed.
 *
 * @param status the HTTP status
 * @param headers the end-to-end headers
 * @param body the body's bytes
 * @param contentLength the body's, or of a body that is not sent (HEAD); null where the backend told none
 */
record BackendAnswer(int status, List<Header> headers, byte[] body, String contentLength) {

    private static final byte[] NONE = {};

    /** In bytes; the container writes 8 KB at most, its own among them, and fails in the middle of more. */
    private static final int LONGEST_HEAD = 7 * 1024;

    static BackendAnswer of(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        Header told = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        byte[] body = entity == null ? NONE : EntityUtils.toByteArray(entity);
        String length = told == null ? null : told.getValue();
        List<Header> headers = EndToEnd.of(Arrays.asList(response.getHeaders()));
        if (headers.stream().mapToInt(header -> header.toString().length() + 2).sum() > LONGEST_HEAD) {
            throw new IOException("The answer's headers are longer than " + LONGEST_HEAD + " bytes");
        }
        return new BackendAnswer(
                response.getCode(),
                headers,
                body,
                entity == null ? length : Integer.toString(body.length));
    }

    void write(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        headers.forEach(header -> response.addHeader(header.getName(), header.getValue()));
        if (contentLength != null) {
            response.setHeader(HttpHeaders.CONTENT_LENGTH, contentLength);
        }
        response.getOutputStream().write(body);
    }
}
