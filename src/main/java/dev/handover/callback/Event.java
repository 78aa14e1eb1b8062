package dev.handover.callback;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * One accepted change of a group's owner, as it travels on the queues (JSON, {@code version} 1).
 *
 * <p>The IDs hold exactly the text that OpenIM sent: 1 to 256 characters each, which may be any Unicode
 * character, line breaks and markup among them. Whoever shows them to a person escapes them for that medium.
 *
 * @param version the version of this format, always 1
 * @param id this event's own id, a UUID of version 7 (RFC 9562): it sorts by time
 * @param acceptedAt when Handover took the callback; RFC 3339 in UTC with milliseconds
 * @param operationID OpenIM's id of the API call behind the callback; may be empty, is not always unique
 * @param groupID the group that changed hands
 * @param oldOwnerUserID who owned it, as OpenIM's API caller claimed (OpenIM does not check it for administrators)
 * @param newOwnerUserID who owns it now
 */
@JsonPropertyOrder({"version", "id", "acceptedAt", "operationID", "groupID", "oldOwnerUserID", "newOwnerUserID"})
public record Event(
        int version,
        String id,
        @JsonFormat(shape = JsonFormat.Shape.STRING, pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSX", timezone = "UTC")
                Instant acceptedAt,
        String operationID,
        String groupID,
        String oldOwnerUserID,
        String newOwnerUserID) {}
