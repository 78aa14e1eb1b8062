package dev.handover.ingress;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;

/** What a route answers, held until it is whole: nothing of it gets to the caller, or to the response, before {@link #give}. */
class HeldResponse extends HttpServletResponseWrapper {

    private final HttpHeaders headers = new HttpHeaders();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);
    private final ServletOutputStream stream = new Kept(body);
    private PrintWriter writer;
    private int status = SC_OK;

    HeldResponse(HttpServletResponse response) {
        super(response);
    }

    /** Whether it is JSON, as every envelope is: what Camel itself says of a failure is not. */
    boolean isAnswer() {
        if (writer != null) {
            writer.flush();
        }
        String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        return body.size() > 0 && StringUtils.startsWithIgnoreCase(type, MediaType.APPLICATION_JSON_VALUE);
    }

    /** Writes it all, and commits the response. */
    void give() throws IOException {
        HttpServletResponse response = (HttpServletResponse) getResponse();
        response.setStatus(status);
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentLength(body.size());
        body.writeTo(response.getOutputStream());
        response.flushBuffer();
    }

    @Override
    public void setStatus(int status) {
        this.status = status;
    }

    @Override
    public int getStatus() {
        return status;
    }

    /** Leaves it without an answer. */
    @Override
    public void sendError(int status) {
        body.reset();
    }

    @Override
    public void sendError(int status, String message) {
        body.reset();
    }

    @Override
    public void reset() {
        headers.clear();
        status = SC_OK;
        body.reset();
    }

    @Override
    public void resetBuffer() {
        body.reset();
    }

    @Override
    public void setContentType(String type) {
        headers.set(HttpHeaders.CONTENT_TYPE, type);
    }

    @Override
    public String getContentType() {
        return headers.getFirst(HttpHeaders.CONTENT_TYPE);
    }

    @Override
    public void setHeader(String name, String value) {
        if (!isOfTheLength(name)) {
            headers.set(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!isOfTheLength(name)) {
            headers.add(name, value);
        }
    }

    private static boolean isOfTheLength(String name) {
        return HttpHeaders.CONTENT_LENGTH.equalsIgnoreCase(name) || HttpHeaders.TRANSFER_ENCODING.equalsIgnoreCase(name);
    }

    /** Known when it is whole. */
    @Override
    public void setContentLength(int length) {}

    @Override
    public void setContentLengthLong(long length) {}

    /** JSON is in UTF-8. */
    @Override
    public void setCharacterEncoding(String charset) {}

    @Override
    public ServletOutputStream getOutputStream() {
        return stream;
    }

    @Override
    public PrintWriter getWriter() {
        // Not before it is wanted: it brings 24 KB of buffers.
        if (writer == null) {
            writer = new PrintWriter(body, true, StandardCharsets.UTF_8);
        }
        return writer;
    }

    @Override
    public int getBufferSize() {
        return 1024;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public void flushBuffer() {}

    private static final class Kept extends ServletOutputStream {

        private final ByteArrayOutputStream body;

        private Kept(ByteArrayOutputStream body) {
            this.body = body;
        }

        @Override
        public void write(int one) {
            body.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            body.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("A route writes as it goes");
        }
    }
}
