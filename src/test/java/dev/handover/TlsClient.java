package dev.handover;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Makes the certificates of both sides, and connects with that of the client or another one. */
public final class TlsClient {

    private final Path folder;
    private final Certificate client;

    TlsClient(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        this.folder = folder;
        Files.createDirectories(serverFolder());
        Files.createDirectories(clientFolder());
        client = Certificate.of("openim", folder.resolve("client.p12"));
        client.writePem(clientFolder());
        Certificate.of("handover", folder.resolve("server.p12")).writePem(serverFolder());
    }

    Path serverFolder() {
        return folder.resolve("server");
    }

    Path clientFolder() {
        return folder.resolve("client");
    }

    Certificate another(String host) throws IOException, GeneralSecurityException, InterruptedException {
        return Certificate.of(host, folder.resolve(host + ".p12"));
    }

    /** A new connection and a handshake of its own, from an address of this machine. */
    SSLSocket connect(int port, String from) throws IOException, GeneralSecurityException {
        return connect(port, from, client);
    }

    /** @param shown the client's certificate; null for none */
    SSLSocket connect(int port, String from, Certificate shown) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown == null ? null : keys(shown.store()), new TrustManager[] {new Anybody()}, null);
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true);
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    private static KeyManager[] keys(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, Certificate.PASSWORD.toCharArray());
        return keys.getKeyManagers();
    }

    /** Which certificate the server shows is what the tests look at. */
    private static final class Anybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
