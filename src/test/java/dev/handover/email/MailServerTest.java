package dev.handover.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import dev.handover.Certificate;
import dev.handover.LocalMail;
import dev.handover.SampleEvents;
import dev.handover.email.EmailSettings.Security;
import dev.handover.settings.InvalidSetting;
import dev.handover.template.Notice;
import dev.handover.template.Templates;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.apache.camel.component.mail.JavaMailSender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

/** How the mail server is spoken to: GreenMail, behind a front that speaks TLS with a certificate for "localhost". */
class MailServerTest {

    private static final String USER = "handover";
    private static final String PASSWORD = "s3cret";

    private static Certificate certificate;
    private static Certificate elsewhere;

    private final GreenMail server = new GreenMail(LocalMail.on(0));
    private final MimeMessage message = new EmailMessages(
                    new Templates(null, ZoneOffset.UTC), EmailAddresses.one("handover@example.org"), Clock.systemUTC())
            .message(Notice.of(SampleEvents.ordinary()), EmailAddresses.one("ann@example.org"));

    @BeforeAll
    static void makesCertificates(@TempDir Path folder) throws Exception {
        certificate = Certificate.of("localhost", folder.resolve("here.p12"));
        elsewhere = Certificate.of("mail.example.org", folder.resolve("elsewhere.p12"));
    }

    @BeforeEach
    void starts() {
        server.start();
        server.setUser("ann@example.org", USER, PASSWORD);
        server.getUserManager().setAuthRequired(true);
    }

    @AfterEach
    void stops() {
        server.stop();
    }

    @ParameterizedTest
    @EnumSource(names = {"TLS", "STARTTLS"})
    void getsTheMailOverTLSWithCredentials(Security security) throws Exception {
        try (TlsFront front = front(certificate, security)) {
            JavaMailSender sender = sender(front.port(), security, "test", PASSWORD);
            sender.send(message);
            assertThat(server.getReceivedMessages()).hasSize(1);
            assertThat(server.getReceivedMessages()[0].getMessageID()).isEqualTo(message.getMessageID());
            assertThat(front.isSecured()).isTrue();
            sender.send(message);
            assertThat(server.getReceivedMessages()).hasSize(2);
            assertThat(front.connections()).isEqualTo(1);
        }
    }

    @Test
    void getsTheMailInTheClearWhenThatIsSet() throws Exception {
        sender(server.getSmtp().getPort(), Security.NONE, "", PASSWORD).send(message);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Nested
    class GetsNothing {

        @Test
        void withoutSTARTTLS() {
            assertThatThrownBy(() -> sender(server.getSmtp().getPort(), Security.STARTTLS, "test", PASSWORD).send(message))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("STARTTLS is required");
            assertThat(server.getReceivedMessages()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"TLS", "STARTTLS"})
        void withACertificateThatNobodyTrusts(Security security) throws Exception {
            try (TlsFront front = front(certificate, security)) {
                assertThatThrownBy(() -> sender(front.port(), security, "", PASSWORD).send(message))
                        .hasRootCauseInstanceOf(CertPathBuilderException.class);
                assertThat(server.getReceivedMessages()).isEmpty();
            }
        }

        @ParameterizedTest
        @EnumSource(names = {"TLS", "STARTTLS"})
        void withACertificateForAnotherServer(Security security) throws Exception {
            try (TlsFront front = front(elsewhere, security)) {
                assertThatThrownBy(() -> sender(front.port(), security, "elsewhere", PASSWORD).send(message))
                        .isInstanceOf(MessagingException.class)
                        .hasStackTraceContaining("No subject alternative DNS name matching localhost found");
                assertThat(server.getReceivedMessages()).isEmpty();
            }
        }

        @Test
        void withAPasswordThatItRefuses() throws Exception {
            try (TlsFront front = front(certificate, Security.TLS)) {
                assertThatThrownBy(() -> sender(front.port(), Security.TLS, "test", "wrong").send(message))
                        .isInstanceOf(AuthenticationFailedException.class);
                assertThat(server.getReceivedMessages()).isEmpty();
            }
        }

        @Test
        void whenTheBundleDoesNotExist() {
            assertThatThrownBy(() -> sender(25, Security.TLS, "nonesuch", PASSWORD))
                    .isInstanceOf(InvalidSetting.class)
                    .hasMessageStartingWith("SMTP_SSL_BUNDLE (handover.email.ssl-bundle) names no bundle");
        }
    }

    private TlsFront front(Certificate shown, Security security) throws Exception {
        return new TlsFront(shown, server.getSmtp().getPort(), security == Security.STARTTLS);
    }

    private static JavaMailSender sender(int port, Security security, String bundle, String password) {
        Duration timeout = Duration.ofSeconds(10);
        return new EmailConfiguration().mailSender(
                new EmailSettings(
                        "localhost", port, USER, password, security, bundle, "handover@example.org", "ann@example.org",
                        timeout, timeout, timeout, Duration.ofSeconds(5)),
                bundles());
    }

    private static SslBundles bundles() {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
        bundles.registerBundle("test", SslBundle.of(SslStoreBundle.of(null, null, certificate.store())));
        bundles.registerBundle("elsewhere", SslBundle.of(SslStoreBundle.of(null, null, elsewhere.store())));
        return bundles;
    }
}
