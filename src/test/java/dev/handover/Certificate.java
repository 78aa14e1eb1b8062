package dev.handover;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A key and its self-signed certificate. */
public record Certificate(KeyStore store) {

    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "front";

    /** Made by the JDK's keytool, valid for a day. */
    public static Certificate of(String host, Path file) throws IOException, GeneralSecurityException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "1",
                        "-dname", "CN=" + host, "-ext", "SAN=dns:" + host, "-storetype", "PKCS12",
                        "-storepass", PASSWORD, "-keystore", file.toString())
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream input = Files.newInputStream(file)) {
            store.load(input, PASSWORD.toCharArray());
        }
        return new Certificate(store);
    }

    public java.security.cert.Certificate x509() throws GeneralSecurityException {
        return store.getCertificate(ALIAS);
    }

    /** Writes {@code certificate.pem} and {@code key.pem} into a folder. */
    public void writePem(Path folder) throws IOException, GeneralSecurityException {
        write(folder.resolve("key.pem"), "PRIVATE KEY", store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
        write(folder.resolve("certificate.pem"), "CERTIFICATE", x509().getEncoded());
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + base64 + "\n-----END " + kind + "-----\n", US_ASCII);
    }
}
