package dev.handover.openim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handover.facts.Group;

/**
 * What {@code /group/get_groups_info} says about a group.
 *
 * @param group what people may be told
 * @param dismissed whether it has been dismissed
 */
record GroupInfo(Group group, boolean dismissed) {

    /** OpenIM's {@code status} of a dismissed group. */
    private static final int DISMISSED = 2;

    static final GroupInfo UNKNOWN = new GroupInfo(new Group(null, null, null), false);

    static GroupInfo of(JsonNode info) {
        JsonNode count = info.path("memberCount");
        Group group = new Group(
                Names.name(info.path("groupName")),
                count.canConvertToInt() && count.isIntegralNumber() && count.intValue() >= 0 ? count.intValue() : null,
                Names.url(info.path("faceURL")));
        return new GroupInfo(group, info.path("status").asInt() == DISMISSED);
    }
}
