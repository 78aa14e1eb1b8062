package dev.handover.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.handover.template.TemplateFailure;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Classifies what went wrong in a destination: the one place for all of them.
 *
 * <p>Connections, time-outs, disks, SMTP 4xx (RFC 5321, section 4.2.1), HTTP 408, 429 and 5xx, and answers that are too long may
 * pass. SMTP 5xx, other HTTP statuses, a template that fails, an address that is none, a row that a table cannot take (SQLSTATE 22
 * and 23) and an event that nobody is to be told never will. Credentials that a mail server refuses may pass, although that is a
 * 5xx: they are an operator's to mend, and no event is to blame. What is not known may pass.
 */
public final class Failures {

    private Failures() {}

    /** How a delivery that failed with it would go on, and why; one line. */
    public static String inWords(Throwable thrown, Clock clock, Secrets secrets) {
        Failure failure = classify(thrown, clock);
        String next = failure.mayPass() ? "tried again later" : "given up at once";
        return failure.reason() + ", " + next + ": " + secrets.oneLine(thrown);
    }

    static Failure classify(Throwable thrown, Clock clock) {
        Failure otherwise = Failure.mayPass("unexpected");
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Failure known = known(cause, clock);
            if (known != null) {
                return known;
            }
            if (cause instanceof IOException) {
                otherwise = Failure.mayPass("io");
            }
        }
        return otherwise;
    }

    private static Failure known(Throwable thrown, Clock clock) {
        if (thrown instanceof HttpFailure http) {
            return http(http.status(), http.retryAfter(), clock);
        } else if (thrown instanceof HttpOperationFailedException http) {
            return http(http.getStatusCode(), retryAfter(http), clock);
        } else if (thrown instanceof TemplateFailure) {
            return Failure.never("template");
        } else if (thrown instanceof NoRecipient) {
            return Failure.never("no-recipient");
        } else if (thrown instanceof JsonProcessingException || thrown instanceof Undeliverable) {
            return Failure.never("unreadable");
        } else if (thrown instanceof AuthenticationFailedException refused
                && refused.getNextException() == null) {
            return Failure.mayPass("authentication");
        } else if (thrown instanceof AddressException) {
            return Failure.never("address");
        } else if (thrown instanceof MessagingException mail) {
            return mail(mail);
        } else if (thrown instanceof SocketTimeoutException || thrown instanceof java.io.InterruptedIOException) {
            return Failure.mayPass("timeout");
        } else if (thrown instanceof SSLException) {
            return Failure.mayPass("tls");
        } else if (thrown instanceof FileSystemException) {
            return Failure.mayPass("io");
        } else if (thrown instanceof SQLException sql && sql.getSQLState() != null) {
            return sql(sql.getSQLState());
        } else if (thrown instanceof AnswerTooLong) {
            // Whatever its status: a receiver in order answers in a few lines.
            return Failure.mayPass("server-error");
        } else if (thrown instanceof IOException && thrown.getClass() != IOException.class) {
            return Failure.mayPass("connection");
        }
        // A plain IOException is a disk's (no space left on device), unless its cause tells more.
        return null;
    }

    private static Failure http(int status, Optional<String> retryAfter, Clock clock) {
        if (status == 408 || status == 429 || status >= 500) {
            String reason = status == 429 ? "rate-limited" : status == 408 ? "timeout" : "server-error";
            return new Failure(true, reason, retryAfter.flatMap(header -> RetryAfter.parse(header, clock)));
        }
        return Failure.never("rejected");
    }

    /** By the class of the SQLSTATE: a row that the table cannot take never passes; a table that is missing can be made. */
    private static Failure sql(String state) {
        return state.startsWith("22") || state.startsWith("23")
                ? Failure.never("rejected")
                : Failure.mayPass(state.startsWith("08") ? "connection" : "server-error");
    }

    private static Optional<String> retryAfter(HttpOperationFailedException http) {
        return http.getResponseHeaders() == null
                ? Optional.empty()
                : http.getResponseHeaders().entrySet().stream()
                        .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                        .map(header -> header.getValue())
                        .findFirst();
    }

    /** The mail library hides the server's answer in a chain of its own, beside the causes. */
    private static Failure mail(MessagingException thrown) {
        for (Exception next = thrown; next != null; next = following(next)) {
            OptionalInt answer = answer(next);
            if (answer.isPresent()) {
                return answer.getAsInt() >= 500 ? Failure.never("rejected") : Failure.mayPass("server-error");
            }
            if (next instanceof SocketTimeoutException) {
                return Failure.mayPass("timeout");
            } else if (next instanceof SSLException) {
                return Failure.mayPass("tls");
            }
        }
        return Failure.mayPass("connection");
    }

    private static Exception following(Exception failure) {
        if (failure instanceof MessagingException mail) {
            return mail.getNextException();
        }
        return failure.getCause() instanceof Exception cause ? cause : null;
    }

    private static OptionalInt answer(Exception failure) {
        if (failure instanceof SMTPAddressFailedException address) {
            return OptionalInt.of(address.getReturnCode());
        } else if (failure instanceof SMTPSenderFailedException sender) {
            return OptionalInt.of(sender.getReturnCode());
        } else if (failure instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
            return OptionalInt.of(send.getReturnCode());
        }
        return OptionalInt.empty();
    }
}
