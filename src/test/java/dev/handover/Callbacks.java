package dev.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.callback.Callback;
import java.io.UncheckedIOException;
import java.util.UUID;

/** Bodies of callbacks. */
public final class Callbacks {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Callbacks() {}

    /** A group's ID that no other test has. */
    public static String newGroup() {
        return "group-" + UUID.randomUUID();
    }

    public static String body(String groupID) {
        return body(groupID, "userOld123", "userNew456");
    }

    public static String body(String groupID, String oldOwnerUserID, String newOwnerUserID) {
        return text(object(groupID, oldOwnerUserID, newOwnerUserID)) + "\n";
    }

    /** To change before it is sent. */
    public static ObjectNode object(String groupID, String oldOwnerUserID, String newOwnerUserID) {
        return JSON.createObjectNode()
                .put("callbackCommand", Callback.COMMAND)
                .put("groupID", groupID)
                .put("oldOwnerUserID", oldOwnerUserID)
                .put("newOwnerUserID", newOwnerUserID);
    }

    public static String text(ObjectNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
