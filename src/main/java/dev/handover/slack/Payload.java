package dev.handover.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import com.google.gson.annotations.JsonAdapter;
import com.slack.api.model.Message;
import java.lang.reflect.Type;

/**
 * A message that goes to a webhook exactly as its template made it.
 *
 * <p>camel-slack 4.18 writes the webhook's JSON with a plain Gson: it would send {@code blockId} for {@code block_id},
 * and the SDK's Message has no field for {@code mrkdwn} at all. The endpoint's channel and user name are left out
 * too: a webhook has its own.
 */
@JsonAdapter(Payload.AsWritten.class)
final class Payload extends Message {

    private final transient JsonObject written;

    Payload(String json, Message fields) {
        this.written = JsonParser.parseString(json).getAsJsonObject();
        setText(fields.getText());
        setBlocks(fields.getBlocks());
        setAttachments(fields.getAttachments());
    }

    /** Gson's way in: it makes one of these by itself. */
    static final class AsWritten implements JsonSerializer<Payload> {

        @Override
        public JsonElement serialize(Payload message, Type type, JsonSerializationContext context) {
            return message.written;
        }
    }
}
