package dev.handover.ingress;

import dev.handover.envelope.Answer;
import dev.handover.envelope.Refusal;
import java.io.ByteArrayOutputStream;

/** What has come of one request's body, within its limit and the memory for all bodies. */
class ReceivedBody {

    private final BodyHold hold;
    private final long limit;
    private ByteArrayOutputStream received = new ByteArrayOutputStream(512);

    /** @param limit of the body, in bytes */
    ReceivedBody(BodyHold hold, long limit) {
        this.hold = hold;
        this.limit = limit;
    }

    /** @throws Refusal when it would be longer than its limit, or when there is no memory for it */
    void add(byte[] buffer, int length) {
        if (received.size() + length > limit) {
            throw RequestCheck.tooLarge(limit);
        }
        if (!hold.take(length)) {
            throw new Refusal(Answer.UNAVAILABLE, "Too many bodies are being received; nothing was kept");
        }
        received.write(buffer, 0, length);
    }

    int length() {
        return received.size();
    }

    /** The last byte has come. */
    byte[] whole() {
        hold.whole();
        return received.toByteArray();
    }

    /** Nothing is added any more, and what it took is free for others. */
    void forget() {
        received = null;
        hold.give();
    }
}
