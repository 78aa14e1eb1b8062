package dev.handover;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.util.FileSystemUtils;

/**
 * Runs the tests of a class against a Handover that takes callbacks over TLS, from clients with a certificate and from some
 * networks only. {@link Running} and {@link TlsClient} are beans.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CamelSpringBootTest
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = OverTls.Secured.class)
public @interface OverTls {

    final class Secured extends Running.Setup {

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            try {
                Path folder = Files.createTempDirectory("handover-tls-");
                SpringApplication.getShutdownHandlers().add(() -> FileSystemUtils.deleteRecursively(folder.toFile()));
                TlsClient client = new TlsClient(folder);
                context.getBeanFactory().registerSingleton("tlsClient", client);
                String bundle = "spring.ssl.bundle.pem.webhook.";
                return new String[] {
                    "server.ssl.bundle=webhook",
                    "server.ssl.client-auth=need",
                    bundle + "reload-on-update=true",
                    bundle + "keystore.certificate=" + client.serverFolder().resolve("certificate.pem"),
                    bundle + "keystore.private-key=" + client.serverFolder().resolve("key.pem"),
                    bundle + "truststore.certificate=" + client.clientFolder().resolve("certificate.pem"),
                    "spring.ssl.bundle.watch.file.quiet-period=2s",
                    "WEBHOOK_ALLOWED_NETWORKS=127.0.0.1,192.0.2.0/24,2001:db8::/32",
                    "WEBHOOK_TRUSTED_PROXIES=127.0.0.2/31,2001:db8:ff::/64",
                };
            } catch (IOException | GeneralSecurityException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
