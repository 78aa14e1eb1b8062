package dev.handover.ingress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Refuses with 429/5006 what a client sends beyond its requests a second; a burst of one second's worth passes.
 *
 * <p>A client is an address. At most {@value #REMEMBERED} are remembered, each until it was idle for a minute: beyond
 * that the least used starts anew. One warning a client for as long as it is remembered.
 */
@Component
class RateLimit {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimit.class);
    private static final int REMEMBERED = 10_000;
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final int perSecond;
    private final TimeMeter time;
    private final Cache<String, Client> clients;

    @Autowired
    RateLimit(WebhookSettings settings) {
        this(settings.rateLimit(), TimeMeter.SYSTEM_NANOTIME, Ticker.systemTicker());
    }

    RateLimit(int perSecond, TimeMeter time, Ticker ticker) {
        this.perSecond = perSecond;
        this.time = time;
        this.clients = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterAccess(IDLE)
                .ticker(ticker)
                .build();
    }

    /** @param address the client's, as {@link Sender} has it */
    void check(String address) {
        if (perSecond == 0) {
            return;
        }
        Client client = clients.get(address, this::client);
        if (!client.bucket.tryConsume(1)) {
            if (client.warned.compareAndSet(false, true)) {
                LOG.warn(
                        "{} sends more than {} requests a second: the rest is answered 429/5006, without a further"
                                + " warning. See WEBHOOK_RATE_LIMIT",
                        address,
                        perSecond);
            }
            throw new Refusal(Answer.TOO_MANY, "More than " + perSecond + " requests a second from one address");
        }
    }

    long remembered() {
        clients.cleanUp();
        return clients.estimatedSize();
    }

    private Client client(String address) {
        Bucket bucket = Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
        return new Client(bucket, new AtomicBoolean());
    }

    private record Client(Bucket bucket, AtomicBoolean warned) {}
}
