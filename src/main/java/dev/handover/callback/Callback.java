package dev.handover.callback;

/**
 * The body of OpenIM's {@code callbackAfterTransferGroupOwnerCommand}, as it came.
 *
 * <p>Source: OpenIM's published page and its source: all four are always there, all strings. Unknown fields are
 * ignored.
 */
public record Callback(String callbackCommand, String groupID, String oldOwnerUserID, String newOwnerUserID) {

    /** The one command that Handover stores. */
    public static final String COMMAND = "callbackAfterTransferGroupOwnerCommand";
}
