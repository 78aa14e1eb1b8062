package dev.handover.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handover.delivery.HttpFailure;
import java.util.List;
import org.apache.camel.Exchange;

/** Reads what receivers answer that do not say no with an HTTP status. */
public final class Answers {

    private static final int LONGEST = 100;
    private static final int RATE_LIMITED = 429;
    private static final int BUSY = 503;
    private static final int REFUSED = 400;
    private static final int NOT_THE_RECEIVER = 502;

    private final ObjectMapper json = new ObjectMapper();

    Answers() {}

    /**
     * Wants 0 in a field of a JSON answer.
     *
     * @param exchange has the answer
     * @param field such as {@code errcode}
     * @param later the codes that may pass, with blanks between them; one below 0 says that the receiver is busy, others are a
     *     rate limit
     * @throws HttpFailure for those, and for any other code, which never passes unless the HTTP status may; 200 without the
     *     field comes from something in between, and may pass
     */
    public void requireZero(Exchange exchange, String field, String later) throws HttpFailure {
        int status = status(exchange);
        JsonNode answer = answer(exchange);
        JsonNode code = answer.path(field);
        if (!code.canConvertToInt()) {
            throw failure(exchange, status >= 300 ? status : NOT_THE_RECEIVER, status + " without a number in " + field);
        }
        if (code.asInt() != 0) {
            boolean mayPass = List.of(later.split(" ")).contains(code.asText());
            int meant = !mayPass ? Math.max(status, REFUSED) : code.asInt() < 0 ? BUSY : RATE_LIMITED;
            throw failure(exchange, meant, field + " " + code.asInt() + reason(answer));
        }
    }

    /**
     * Wants 200 and {@code ok} of Telegram's Bot API.
     *
     * @throws HttpFailure with the answer's {@code error_code} and {@code retry_after}
     */
    void requireOk(Exchange exchange) throws HttpFailure {
        int status = status(exchange);
        JsonNode answer = answer(exchange);
        if (status == 200 && answer.path("ok").asBoolean()) {
            return;
        }
        JsonNode code = answer.path("error_code");
        if (!code.canConvertToInt()) {
            throw failure(exchange, status >= 300 ? status : NOT_THE_RECEIVER, status + " without an error_code");
        }
        JsonNode retryAfter = answer.at("/parameters/retry_after");
        if (retryAfter.canConvertToInt()) {
            exchange.getMessage().setHeader("Retry-After", retryAfter.asText());
        }
        throw failure(exchange, code.asInt(), code.asInt() + reason(answer));
    }

    private static HttpFailure failure(Exchange exchange, int status, String what) {
        String retryAfter = exchange.getMessage().getHeader("Retry-After", String.class);
        return new HttpFailure(status, retryAfter, "The receiver answered " + what);
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

    private static int status(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    }

    private JsonNode answer(Exchange exchange) {
        String body = exchange.getMessage().getBody(String.class);
        try {
            return body == null ? MissingNode.getInstance() : json.readTree(body);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }
}
