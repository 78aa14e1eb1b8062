package dev.handover.ingress;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;

/**
 * A request whose body has been received and whose path is its command alone. Headers, query and body stay as they
 * came; nothing is made of them.
 */
class BufferedRequest extends HttpServletRequestWrapper {

    private final String path;
    private final byte[] body;

    BufferedRequest(HttpServletRequest request, String command, byte[] body) {
        super(request);
        this.path = "/" + command;
        this.body = body;
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public String getServletPath() {
        return path;
    }

    @Override
    public String getPathInfo() {
        return null;
    }

    /** Not told here: Camel would read a form's fields into headers, and fail on a form without any. */
    @Override
    public String getContentType() {
        return null;
    }

    /** Not told either: the routes get the bytes as they came, and the container would read the type once more for it. */
    @Override
    public String getCharacterEncoding() {
        return null;
    }

    /** None: Camel would take them for headers. */
    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.emptyEnumeration();
    }

    @Override
    public int getContentLength() {
        return body.length;
    }

    @Override
    public long getContentLengthLong() {
        return body.length;
    }

    @Override
    public BufferedReader getReader() {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public ServletInputStream getInputStream() {
        return new Received(new ByteArrayInputStream(body));
    }

    private static final class Received extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        private Received(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        /** Without a buffer in between. */
        @Override
        public long transferTo(OutputStream target) throws IOException {
            return bytes.transferTo(target);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("The body has been received already");
        }
    }
}
