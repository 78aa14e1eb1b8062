package dev.handover.delivery;

import dev.handover.broker.DestinationQueues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/**
 * Decides how a delivery that failed goes on, and writes it on the message that the route then sends.
 *
 * <p>Takes the message as it was on the destination's queue from the property {@value #QUEUED}. Sets the exchange properties {@code destination}
 * (after the queue that it came from, for that is where another attempt is taken from), {@code giveUp} and {@code reason}, and
 * on the message: {@code attempts}, {@code firstAttempt} and {@code lastAttempt} (RFC 3339, UTC), {@code reason} (a
 * label) and {@code failure} (one line, without secrets); for another attempt also the broker's own header for the
 * time of delivery (epoch, ms). Every header of the broker and of Camel is taken off: a duplicate id sent again would
 * roll back the transaction.
 */
@Component("failedDelivery")
class FailedDelivery implements Processor {

    /**
     * The exchange property with the message as it was taken. Camel's own way of keeping it (use original message) copies each message
     * of JMS, which costs an exception.
     */
    static final String QUEUED = "queuedMessage";

    /** Artemis' property for a message that it holds until then (epoch, ms). */
    private static final String DELIVER_AT = "_AMQ_SCHED_DELIVERY";

    private final DeliverySettings settings;
    private final Backoff backoff;
    private final Secrets secrets;
    private final Clock clock;

    FailedDelivery(DeliverySettings settings, Secrets secrets, Clock clock) {
        this.settings = settings;
        this.backoff = new Backoff(settings, RandomGenerator.getDefault());
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Failure failure = Failures.classify(thrown, clock);
        Message message = exchange.getProperty(QUEUED, exchange.getMessage(), Message.class);
        exchange.setMessage(message);
        int attempts = message.getHeader("attempts", 0, Integer.class) + 1;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant first = Instant.parse(message.getHeader("firstAttempt", now.toString(), String.class));
        boolean giveUp = !failure.mayPass() || attempts >= settings.maxAttempts() && !isPaced(failure, first, now);

        message.removeHeaders("JMS*");
        message.removeHeaders("_AMQ*");
        message.removeHeaders("Camel*");
        message.setHeader("attempts", attempts);
        message.setHeader("firstAttempt", first.toString());
        message.setHeader("lastAttempt", now.toString());
        message.setHeader("reason", failure.reason());
        message.setHeader("failure", secrets.oneLine(thrown));
        exchange.setProperty("destination", DestinationQueues.destination(exchange.getFromEndpoint()).orElseThrow());
        exchange.setProperty("giveUp", giveUp);
        exchange.setProperty("reason", failure.reason());
        if (giveUp) {
            EventLog.failed(exchange, "dead", "given up: see the dead letters");
        } else {
            Duration delay = backoff.delay(attempts, failure.retryAfter());
            message.setHeader(DELIVER_AT, now.plus(delay).toEpochMilli());
            EventLog.failed(exchange, "retried", "next attempt at " + now.plus(delay));
        }
    }

    /** One that says when to come again is alive: its short delays must not use up the attempts of four days. */
    private boolean isPaced(Failure failure, Instant first, Instant now) {
        return failure.retryAfter().isPresent() && now.isBefore(first.plus(backoff.total()));
    }
}
