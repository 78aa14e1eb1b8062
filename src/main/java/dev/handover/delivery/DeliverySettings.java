package dev.handover.delivery;

import dev.handover.settings.InvalidSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How long an attempt over HTTP may take, and when a failed delivery is tried again.
 *
 * @param firstRetry the delay after the first failure
 * @param backoff by how much each further delay is longer
 * @param maxDelay the longest delay, unless the destination itself asked for more
 * @param maxAttempts after how many attempts an event is given up into the dead letters
 * @param answerTimeout how long a receiver may take over HTTP, from the connection to the last byte of its answer
 * @param maxAnswer the longest answer over HTTP, counted as decompressed
 */
@ConfigurationProperties(prefix = "handover.delivery", ignoreUnknownFields = false)
public record DeliverySettings(
        Duration firstRetry, double backoff, Duration maxDelay, int maxAttempts, Duration answerTimeout, DataSize maxAnswer) {

    private static final DataSize LEAST_ANSWER = DataSize.ofKilobytes(1);
    private static final DataSize MOST_ANSWER = DataSize.ofMegabytes(16);

    public DeliverySettings {
        if (firstRetry.toMillis() < 1) {
            throw new InvalidSetting(
                    "DELIVERY_FIRST_RETRY (handover.delivery.first-retry)",
                    "is not a delay",
                    "Write a time like 5s.");
        }
        if (!(backoff >= 1 && backoff <= 10)) {
            throw new InvalidSetting(
                    "DELIVERY_BACKOFF (handover.delivery.backoff)",
                    "is out of range",
                    "Write a factor from 1 (always the same delay) to 10.");
        }
        if (maxDelay.compareTo(firstRetry) < 0) {
            throw new InvalidSetting(
                    "DELIVERY_MAX_DELAY (handover.delivery.max-delay)",
                    "is shorter than DELIVERY_FIRST_RETRY",
                    "Write a time like 15m.");
        }
        if (maxAttempts < 1) {
            throw new InvalidSetting(
                    "DELIVERY_MAX_ATTEMPTS (handover.delivery.max-attempts)",
                    "is less than 1",
                    "Write how often to try, 400 for about four days.");
        }
        if (answerTimeout.toMillis() < 1) {
            throw new InvalidSetting("handover.delivery.answer-timeout", "is not a time", "Write a time like 45s.");
        }
        if (maxAnswer.compareTo(LEAST_ANSWER) < 0 || maxAnswer.compareTo(MOST_ANSWER) > 0) {
            throw new InvalidSetting("handover.delivery.max-answer", "is out of range", "Write a size from 1KB to 16MB.");
        }
    }
}
