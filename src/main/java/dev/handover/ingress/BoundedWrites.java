package dev.handover.ingress;

import java.io.IOException;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * HTTP whose answers wait to be taken for {@value #PATIENCE} ms at most, counted anew when some of one was; then the connection
 * closes.
 *
 * <p>A sender that reads each answer before its next request never lets one wait. One that does not would hold a thread for
 * Tomcat's own time, which is that for a request's head (server.tomcat.connection-timeout).
 *
 * <p>Public, because Tomcat makes it by its name.
 */
public class BoundedWrites extends Http11NioProtocol {

    private static final long PATIENCE = 1_000;

    @Override
    protected Processor createProcessor() {
        return new Http11Processor(this, getAdapter()) {
            @Override
            public SocketState service(SocketWrapperBase<?> connection) throws IOException {
                connection.setWriteTimeout(PATIENCE);
                return super.service(connection);
            }
        };
    }
}
