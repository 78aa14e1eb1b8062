package dev.handover.ingress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.access.Networks;
import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses with 403/5008 who is in none of the allowed networks, and says so once a minute for an address. */
class SourceNetworks {

    private static final Logger LOG = LoggerFactory.getLogger(SourceNetworks.class);

    private final Networks allowed;
    private final Cache<String, Boolean> warned = Caffeine.newBuilder()
            .maximumSize(1000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    SourceNetworks(Networks allowed) {
        this.allowed = allowed;
    }

    void check(String sender) {
        if (allowed.isEmpty() || allowed.contain(sender)) {
            return;
        }
        if (warned.asMap().putIfAbsent(sender, true) == null) {
            LOG.warn("Refused a request from {}, which is not among WEBHOOK_ALLOWED_NETWORKS", shown(sender));
        }
        throw new Refusal(Answer.FORBIDDEN, "The sender's address is not in an allowed network");
    }

    /** What a trusted proxy wrote may still be anything. */
    private static String shown(String sender) {
        return sender.matches("[0-9a-fA-F:.]{1,45}") ? sender : "an unknown address";
    }
}
