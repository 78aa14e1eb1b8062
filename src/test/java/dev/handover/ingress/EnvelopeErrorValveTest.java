package dev.handover.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.envelope.Answered;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** What Tomcat answers by itself, in the moment in which it begins to stop. */
class EnvelopeErrorValveTest {

    @TempDir
    private Path folder;

    private final AnnotationConfigApplicationContext beans = new AnnotationConfigApplicationContext(
            SimpleMeterRegistry.class, Answered.class, EnvelopeResponse.class);
    private final Tomcat tomcat = new Tomcat();
    private Connector connector;

    @BeforeEach
    void start() throws Exception {
        connector = new Connector(new PausedWithinARequest());
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector);
        tomcat.addContext("", folder.toString());
        StandardHost host = (StandardHost) tomcat.getHost();
        host.getPipeline().addValve(new EnvelopeErrorValve(beans.getBean(EnvelopeResponse.class)));
        host.setErrorReportValveClass(EnvelopeErrorValve.class.getName());
        tomcat.start();
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        beans.close();
    }

    @Test
    void refusesAGoodCallbackThatComesAsTomcatStopsWith503AndNot400() throws Exception {
        try (Socket openIm = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            openIm.setSoTimeout(10_000);
            openIm.getOutputStream()
                    .write("POST /callbackAfterTransferGroupOwnerCommand HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}"
                            .getBytes(StandardCharsets.US_ASCII));

            String answer = new String(openIm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 503 ").contains("\"errCode\":5007");
        }
    }

    /** Begins to stop after it has found a request to be there, and before it has read its head. */
    private static class PausedWithinARequest extends Http11NioProtocol {

        private boolean asked;

        @Override
        public synchronized boolean isPaused() {
            boolean paused = asked;
            asked = true;
            return paused;
        }
    }
}
