package dev.handover.envelope;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The five fields that OpenIM reads from an answer; its client takes the codes as int32 and fails on anything else.
 *
 * @param actionCode 0 for success, 1 for a failure
 * @param errCode 0, or the failure's code
 * @param errMsg short and fixed for each code
 * @param errDlt the field or the reason
 * @param nextCode 1 to stop OpenIM's further action
 */
@JsonPropertyOrder({"actionCode", "errCode", "errMsg", "errDlt", "nextCode"})
public record Envelope(int actionCode, int errCode, String errMsg, String errDlt, int nextCode) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The envelope as UTF-8 JSON. */
    public byte[] json() {
        try {
            return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
