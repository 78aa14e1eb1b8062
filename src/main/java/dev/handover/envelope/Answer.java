package dev.handover.envelope;

/**
 * Every way in which a callback can be answered, with its HTTP status and the codes of its envelope.
 *
 * <p>{@code errCode} is ours to choose, 0 excepted; {@link #DENIED} uses the words of OpenIM's published page.
 * {@code nextCode} 1 tells OpenIM up to 3.6 to stop; it is 0 where nothing was refused, or where nothing here is
 * responsible for the command.
 */
public enum Answer {
    STORED(200, 0, 0, "", 0),
    INVALID(400, 1, 5001, "Invalid callback", 1),
    DENIED(200, 1, 5002, "Unable to process the request", 1),
    UNHANDLED(404, 1, 5003, "No handler for this command", 0),
    UNAUTHORIZED(401, 1, 5004, "Wrong or missing credentials", 1),
    FORBIDDEN(403, 1, 5008, "Not allowed to send", 1),
    TOO_LARGE(413, 1, 5005, "Request not acceptable", 1),
    NOT_JSON(415, 1, 5005, "Request not acceptable", 1),
    WRONG_METHOD(405, 1, 5005, "Request not acceptable", 1),
    TOO_MANY(429, 1, 5006, "Too many requests", 1),
    UNAVAILABLE(503, 1, 5007, "Not stored", 1),
    BACKEND_FAILED(502, 1, 5007, "Not stored", 1),
    BACKEND_TOO_SLOW(504, 1, 5007, "Not stored", 1);

    /** Spoken for a refusal by policy, as published. */
    public static final String DENIED_DETAIL =
            "The group ownership transfer cannot be processed due to internal policy";

    private final int status;
    private final int actionCode;
    private final int errCode;
    private final String errMsg;
    private final int nextCode;
    private final byte[] withoutDetail;

    Answer(int status, int actionCode, int errCode, String errMsg, int nextCode) {
        this.status = status;
        this.actionCode = actionCode;
        this.errCode = errCode;
        this.errMsg = errMsg;
        this.nextCode = nextCode;
        this.withoutDetail = envelope("").json();
    }

    /** The HTTP status. OpenIM ignores it; proxies and people do not. */
    public int status() {
        return status;
    }

    /**
     * The envelope.
     *
     * @param errDlt the field or the reason, in words that help the caller and show nothing of the inside
     */
    public Envelope envelope(String errDlt) {
        return new Envelope(actionCode, errCode, errMsg, errDlt, nextCode);
    }

    /**
     * The envelope as UTF-8 JSON, for the caller alone.
     *
     * @param errDlt as for {@link #envelope}
     */
    public byte[] json(String errDlt) {
        return errDlt.isEmpty() ? withoutDetail.clone() : envelope(errDlt).json();
    }
}
