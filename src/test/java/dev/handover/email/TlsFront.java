package dev.handover.email;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.handover.Certificate;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Speaks TLS, at once or after STARTTLS, before an SMTP server that cannot: GreenMail has no STARTTLS. */
final class TlsFront implements Closeable {

    private final SSLContext context;
    private final int behind;
    private final boolean startTls;
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean secured;

    TlsFront(Certificate certificate, int behind, boolean startTls) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(certificate.store(), Certificate.PASSWORD.toCharArray());
        this.context = SSLContext.getInstance("TLS");
        this.context.init(keys.getKeyManagers(), null, null);
        this.behind = behind;
        this.startTls = startTls;
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Whether a sender and this front agreed on a key. */
    boolean isSecured() {
        return secured;
    }

    int connections() {
        return connections.get();
    }

    private void accept() throws IOException {
        while (true) {
            Socket sender = listening.accept();
            connections.incrementAndGet();
            start(() -> serve(sender));
        }
    }

    private void serve(Socket sender) throws IOException {
        try (sender;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            if (startTls) {
                offerStartTls(sender, server);
            }
            SSLSocket safe = (SSLSocket) context.getSocketFactory().createSocket(sender, null, true);
            safe.setUseClientMode(false);
            safe.startHandshake();
            secured = true;
            start(() -> server.getInputStream().transferTo(safe.getOutputStream()));
            safe.getInputStream().transferTo(server.getOutputStream());
        }
    }

    /** Up to and with the answer to STARTTLS; the server's own greeting is left out. */
    private static void offerStartTls(Socket sender, Socket server) throws IOException {
        OutputStream out = sender.getOutputStream();
        readLine(server.getInputStream());
        out.write("220 front\r\n".getBytes(US_ASCII));
        readLine(sender.getInputStream());
        out.write("250-front\r\n250 STARTTLS\r\n".getBytes(US_ASCII));
        readLine(sender.getInputStream());
        out.write("220 go ahead\r\n".getBytes(US_ASCII));
    }

    private static void readLine(InputStream input) throws IOException {
        for (int next = input.read(); next != '\n' && next >= 0; next = input.read()) {
            // Byte by byte: what follows the line is TLS.
        }
    }

    private static void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException closed) {
                // One of the two sides went away.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private interface Task {

        void run() throws IOException;
    }
}
