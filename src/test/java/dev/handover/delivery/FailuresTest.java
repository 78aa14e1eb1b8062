package dev.handover.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonParseException;
import dev.handover.template.TemplateFailure;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    private static final InternetAddress ANN = new InternetAddress();

    static Stream<Arguments> passing() {
        return Stream.of(
                arguments(new HttpFailure(408, null, "x"), "timeout"),
                arguments(new HttpFailure(429, null, "x"), "rate-limited"),
                arguments(new HttpFailure(500, null, "x"), "server-error"),
                arguments(new HttpFailure(503, null, "x"), "server-error"),
                arguments(new HttpOperationFailedException("http://x", 502, "x", null, null, null), "server-error"),
                arguments(new ConnectException("refused"), "connection"),
                arguments(new UnknownHostException("x"), "connection"),
                arguments(new NoRouteToHostException("x"), "connection"),
                arguments(new SocketException("reset"), "connection"),
                arguments(new EOFException(), "connection"),
                arguments(new IOException("unexpected end of stream", new EOFException()), "connection"),
                arguments(new NoHttpResponseException("x"), "connection"),
                arguments(new FileSystemException("a", null, "Read-only file system"), "io"),
                arguments(new IOException("No space left on device"), "io"),
                arguments(new IOException(new IllegalStateException("x")), "io"),
                arguments(new SocketTimeoutException("x"), "timeout"),
                arguments(new AnswerTooLong(1), "server-error"),
                arguments(new SSLHandshakeException("x"), "tls"),
                arguments(new AuthenticationFailedException("535"), "authentication"),
                arguments(new AuthenticationFailedException("x", new MessagingException("x", new SocketTimeoutException("x"))), "timeout"),
                arguments(new AuthenticationFailedException("x", new IOException("x")), "connection"),
                arguments(new MessagingException("Could not connect", new ConnectException("x")), "connection"),
                arguments(new MessagingException("Read timed out", new SocketTimeoutException("x")), "timeout"),
                arguments(new MessagingException("Could not convert", new SSLHandshakeException("x")), "tls"),
                arguments(smtpSend(421), "server-error"),
                arguments(smtpSend(-1), "connection"),
                arguments(new SMTPSenderFailedException(ANN, "MAIL", 451, "x"), "server-error"),
                arguments(unsent(new SMTPAddressFailedException(ANN, "RCPT", 450, "x")), "server-error"),
                arguments(new SQLException("no such table", "42P01"), "server-error"),
                arguments(new SQLException("shutting down", "57P01"), "server-error"),
                arguments(new SQLException("refused", "08001"), "connection"),
                arguments(new SQLException("no pool", new ConnectException("refused")), "connection"),
                arguments(new IllegalStateException("what nobody thought of"), "unexpected"),
                arguments(new NullPointerException(), "unexpected"));
    }

    static Stream<Arguments> lasting() {
        return Stream.of(
                arguments(new HttpFailure(400, null, "x"), "rejected"),
                arguments(new HttpFailure(404, null, "x"), "rejected"),
                arguments(new HttpFailure(301, null, "x"), "rejected"),
                arguments(new HttpOperationFailedException("http://x", 410, "x", null, null, null), "rejected"),
                arguments(new TemplateFailure("a.ftl", "x"), "template"),
                arguments(new JsonParseException(null, "x"), "unreadable"),
                arguments(new Undeliverable(new IllegalArgumentException("x")), "unreadable"),
                arguments(new AddressException("x"), "address"),
                arguments(new SQLException("too long", "22001"), "rejected"),
                arguments(new SQLException("not null", "23502"), "rejected"),
                arguments(smtpSend(554), "rejected"),
                arguments(new SMTPSenderFailedException(ANN, "MAIL", 550, "x"), "rejected"),
                arguments(unsent(new SMTPAddressFailedException(ANN, "RCPT", 550, "x")), "rejected"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void triesAgainWhatMayPass(Exception thrown, String reason) {
        assertClassified(thrown, true, reason);
    }

    @ParameterizedTest
    @MethodSource("lasting")
    void givesUpWhatNeverWill(Exception thrown, String reason) {
        assertClassified(thrown, false, reason);
    }

    @Test
    void obeysRetryAfterInAnyCase() {
        Map<String, String> headers = Map.of("retry-AFTER", "7");
        assertThat(classify(new HttpFailure(429, "7", "x")).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(classify(new HttpOperationFailedException("http://x", 503, "x", null, headers, null)).retryAfter())
                .contains(Duration.ofSeconds(7));
        assertThat(classify(new HttpFailure(429, "soon", "x")).retryAfter()).isEmpty();
    }

    private static void assertClassified(Exception thrown, boolean mayPass, String reason) {
        for (Exception wrapped : new Exception[] {thrown, new RuntimeCamelException(new RuntimeException(thrown))}) {
            Failure failure = classify(wrapped);
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure.mayPass()).isEqualTo(mayPass);
        }
    }

    private static Failure classify(Exception thrown) {
        return Failures.classify(thrown, Clock.systemUTC());
    }

    private static Exception smtpSend(int code) {
        return new SMTPSendFailedException("DATA", code, "x", null, null, null, null);
    }

    /** As the mail library throws it: the server's answer is the next exception of the one that is thrown. */
    private static Exception unsent(MessagingException answer) {
        return new SendFailedException("Invalid Addresses", answer);
    }
}
