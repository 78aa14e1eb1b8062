package dev.handover.ingress;

import dev.handover.access.Networks;
import dev.handover.access.OnceAMinute;
import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses with 403/5008 who is in none of the allowed networks, and says so once a minute for an address. */
class SourceNetworks {

    private static final Logger LOG = LoggerFactory.getLogger(SourceNetworks.class);

    private final Networks allowed;
    private final OnceAMinute warnings = new OnceAMinute();

    SourceNetworks(Networks allowed) {
        this.allowed = allowed;
    }

    /** @param sender as {@link Sender} has it */
    void check(String sender) {
        if (allowed.isEmpty() || allowed.contain(sender)) {
            return;
        }
        if (warnings.isTimeFor(sender)) {
            LOG.warn("Refused a request from {}, which is not among WEBHOOK_ALLOWED_NETWORKS", sender);
        }
        throw new Refusal(Answer.FORBIDDEN, "The sender's address is not in an allowed network");
    }
}
