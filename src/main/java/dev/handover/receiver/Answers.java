package dev.handover.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handover.delivery.HttpFailure;
import java.util.List;

/** Reads what receivers answer that do not say no with an HTTP status. */
public final class Answers {

    private static final int LONGEST = 100;

    private final ObjectMapper json = new ObjectMapper();

    Answers() {}

    /**
     * Wants 0 in a field of a JSON answer.
     *
     * @param status the HTTP status, which counts where the body has no such field
     * @param body the answer
     * @param field such as {@code errcode}
     * @param later the codes that may pass, with blanks between them; they count as a rate limit
     * @throws HttpFailure for any other code, which never passes, and for those that may; 200 without the field comes from
     *     something in between, and may pass
     */
    public void requireZero(int status, String body, String field, String later) throws HttpFailure {
        JsonNode code = parsed(body).path(field);
        if (!code.canConvertToInt()) {
            throw new HttpFailure(
                    status >= 400 ? status : 502, null, "The receiver answered " + status + " without a number in " + field);
        }
        if (code.asInt() != 0) {
            boolean mayPass = List.of(later.split(" ")).contains(code.asText());
            throw new HttpFailure(mayPass ? 429 : 400, null, "The receiver answered " + field + " " + code.asInt() + reason(parsed(body)));
        }
    }

    /**
     * Wants 200 and {@code ok} of Telegram's Bot API.
     *
     * @throws HttpFailure with the answer's {@code error_code} and {@code retry_after}
     */
    void telegram(int status, String body) throws HttpFailure {
        JsonNode answer = parsed(body);
        if (status == 200 && answer.path("ok").asBoolean()) {
            return;
        }
        if (!answer.path("error_code").canConvertToInt()) {
            throw new HttpFailure(status >= 400 && status != 404 ? status : 502, null, "Telegram answered " + status + " without an error code");
        }
        JsonNode retryAfter = answer.at("/parameters/retry_after");
        throw new HttpFailure(
                answer.path("error_code").asInt(),
                retryAfter.isMissingNode() ? null : retryAfter.asText(),
                "Telegram answered " + answer.path("error_code").asInt() + reason(answer));
    }

    private static String reason(JsonNode answer) {
        for (String field : List.of("errmsg", "msg", "description")) {
            String text = answer.path(field).asText();
            if (!text.isBlank()) {
                return ": " + (text.length() > LONGEST ? text.substring(0, LONGEST) : text);
            }
        }
        return "";
    }

    private JsonNode parsed(String body) {
        try {
            return body == null ? MissingNode.getInstance() : json.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
