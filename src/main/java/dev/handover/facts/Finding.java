package dev.handover.facts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was found where OpenIM's data contradict a callback. */
public enum Finding {
    /** Somebody else owns the group. */
    @JsonProperty("other-owner")
    OTHER_OWNER,
    /** The new owner owns the group, and somebody else does too. */
    @JsonProperty("several-owners")
    SEVERAL_OWNERS,
    /** Nobody owns the group. */
    @JsonProperty("no-owner")
    NO_OWNER,
    /** The group has been dismissed. */
    @JsonProperty("dismissed")
    DISMISSED,
    /** OpenIM knows no such group. */
    @JsonProperty("no-such-group")
    NO_SUCH_GROUP
}
