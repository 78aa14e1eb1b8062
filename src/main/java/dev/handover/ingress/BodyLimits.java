package dev.handover.ingress;

import dev.handover.backend.BackendSettings;
import dev.handover.callback.Callback;
import dev.handover.settings.InvalidSetting;
import org.springframework.stereotype.Component;

/** The largest body, in bytes, that a command may have: the app backend's commands carry messages, ours four IDs. */
@Component
class BodyLimits {

    private final long ours;
    private final long others;

    BodyLimits(WebhookSettings settings, BackendSettings backend) {
        this.ours = settings.maxBody().toBytes();
        this.others = backend.isSet() ? backend.maxBody().toBytes() : ours;
        if (others > settings.maxBuffered().toBytes()) {
            throw new InvalidSetting(
                    "handover.webhook.max-buffered",
                    "is less than handover.backend.max-body",
                    "Write at least the size of one body; 64MB serves a thousand senders at once.");
        }
    }

    long of(String command) {
        return command.equals(Callback.COMMAND) ? ours : others;
    }
}
