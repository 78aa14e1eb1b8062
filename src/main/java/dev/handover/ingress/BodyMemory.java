package dev.handover.ingress;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** The memory, in bytes, that all bodies being received or worked on may hold together. */
@Component
class BodyMemory {

    private final AtomicLong free;

    BodyMemory(WebhookSettings settings) {
        this.free = new AtomicLong(settings.maxBuffered().toBytes());
    }

    /** Takes so many bytes, or none when there are not enough. */
    boolean take(int bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void give(int bytes) {
        free.addAndGet(bytes);
    }
}
