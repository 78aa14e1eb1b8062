package dev.handover.facts;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether OpenIM's own data bear a callback out. OpenIM does not check who the callback says was the old owner. */
public enum Outcome {
    /** The new owner is the group's only owner. */
    @JsonProperty("confirmed")
    CONFIRMED,
    /** The new owner is not the group's only owner: {@link Finding} says what was found. */
    @JsonProperty("contradicted")
    CONTRADICTED,
    /** OpenIM was not asked, or gave no complete answer in time. */
    @JsonProperty("not-checked")
    NOT_CHECKED
}
