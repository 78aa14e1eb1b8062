package dev.handover.openim;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of OpenIM's servers, asked in an administrator's name.
 *
 * <p>When half of the last calls failed, or a third took more than a second, it is not asked for a while: what is asked then fails at
 * once. A token that is refused is fetched anew, once for each question.
 */
final class Server {

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final String name;
    private final HttpCalls http;
    private final Duration pause;
    private final CircuitBreaker breaker;

    /**
     * @param name what it is, for people
     * @param pause how long it is not asked when it fails, and how old a token must be to be fetched anew
     */
    Server(String name, HttpCalls http, Duration pause) {
        this.name = name;
        this.http = http;
        this.pause = pause;
        this.breaker = CircuitBreaker.of(name, CircuitBreakerConfig.custom()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(4)
                .failureRateThreshold(50)
                .slowCallDurationThreshold(SLOW)
                .slowCallRateThreshold(30)
                .waitDurationInOpenState(pause)
                .permittedNumberOfCallsInHalfOpenState(2)
                .build());
        breaker.getEventPublisher().onStateTransition(changed -> said(changed.getStateTransition()));
    }

    /** Asks in the name of the token's administrator. */
    JsonNode ask(URI uri, Map<String, ?> question, Token token, String operationID, Deadline deadline) throws ApiFailure {
        String first = token.get(operationID, deadline);
        try {
            return call(uri, question, first, operationID, deadline);
        } catch (ApiFailure e) {
            if (!e.isAboutToken()) {
                throw e;
            }
            token.refused(first);
            return call(uri, question, token.get(operationID, deadline), operationID, deadline);
        }
    }

    /** A token for this server's questions. */
    Token token(Token.Fetch fetch) {
        return new Token(fetch, pause);
    }

    /** Asks for a token in the field {@code field} of the answer. */
    String fetchToken(URI uri, Map<String, ?> credentials, String field, String operationID, Deadline deadline)
            throws ApiFailure {
        String token = call(uri, credentials, null, operationID, deadline).path(field).asText();
        // It goes into a header.
        if (!token.matches("[\\x21-\\x7e]{1,4096}")) {
            throw ApiFailure.of("an answer without a token");
        }
        return token;
    }

    /** {@code closed}: it is asked; {@code open}: it is not. */
    String state() {
        return breaker.getState().name().toLowerCase(Locale.ROOT);
    }

    private JsonNode call(URI uri, Map<String, ?> body, String token, String operationID, Deadline deadline)
            throws ApiFailure {
        try {
            breaker.acquirePermission();
        } catch (CallNotPermittedException e) {
            throw ApiFailure.of("not asked");
        }
        long start = System.nanoTime();
        try {
            JsonNode answer = http.post(uri, body, token, operationID, deadline);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return answer;
        } catch (ApiFailure e) {
            // An error that answers the question is no fault; one about a token is, where a token was asked for.
            if (e.isFault() || token == null) {
                LOG.debug("{}: {}", name, e.getMessage());
                breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            } else {
                breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            }
            throw e;
        } catch (RuntimeException | Error e) {
            // It says nothing of the server. Without its permission back the breaker could stay half open for ever.
            breaker.releasePermission();
            throw e;
        }
    }

    private void said(CircuitBreaker.StateTransition change) {
        switch (change.getToState()) {
            case OPEN -> LOG.warn(
                    "{} fails or is slow: it is not asked for {} s, and what it knows is left out",
                    name,
                    pause.toSeconds());
            case CLOSED -> LOG.info("{} answers again", name);
            default -> {}
        }
    }
}
