package dev.handover.openim;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.callback.Event;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The questions to OpenIM's API server; names are kept for a while. */
final class GroupApi {

    private static final int PAGE = 500;
    private static final int MOST_KEPT = 10_000;

    private final OpenIMSettings settings;
    private final Server server;
    private final Token token;
    private final Cache<String, GroupInfo> groups;
    private final Cache<String, String> nicknames;

    GroupApi(OpenIMSettings settings, Server server) {
        this.settings = settings;
        this.server = server;
        this.token = server.token((operationID, deadline) -> server.fetchToken(
                uri("/auth/get_admin_token"),
                Map.of("secret", settings.secret(), "userID", settings.adminUserId()),
                "token",
                operationID,
                deadline));
        this.groups = Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(settings.cache()).build();
        this.nicknames = Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(settings.cache()).build();
    }

    /** What is kept about the group, else what OpenIM says; nothing when OpenIM knows no such group. */
    Optional<GroupInfo> group(Event event, Deadline deadline) throws ApiFailure {
        GroupInfo kept = groups.getIfPresent(event.groupID());
        return kept == null ? freshGroup(event, deadline) : Optional.of(kept);
    }

    /** What OpenIM says about the group now; nothing when it knows no such group. */
    Optional<GroupInfo> freshGroup(Event event, Deadline deadline) throws ApiFailure {
        try {
            JsonNode data = ask("/group/get_groups_info", Map.of("groupIDs", List.of(event.groupID())), event, deadline);
            Optional<GroupInfo> found = StreamSupport.stream(data.path("groupInfos").spliterator(), false)
                    .filter(info -> info.path("groupID").asText().equals(event.groupID()))
                    .findFirst()
                    .map(GroupInfo::of);
            found.ifPresent(info -> groups.put(event.groupID(), info));
            return found;
        } catch (ApiFailure e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Adds the group's members as they are now; on a failure those of the pages before it.
     *
     * @throws ApiFailure when a page could not be read; {@link ApiFailure#isNotFound} when OpenIM knows no such group
     */
    void addMembers(Members members, Event event, Deadline deadline) throws ApiFailure {
        int number = 1;
        boolean more = true;
        while (more) {
            Map<String, ?> question = Map.of(
                    "groupID", event.groupID(),
                    "pagination", Map.of("pageNumber", number++, "showNumber", PAGE),
                    "filter", 0,
                    "keyword", "");
            more = members.add(ask("/group/get_group_member_list", question, event, deadline));
        }
    }

    /** The nicknames of those users who have one. */
    Map<String, String> nicknames(List<String> userIDs, Event event, Deadline deadline) throws ApiFailure {
        Map<String, String> known = new HashMap<>(nicknames.getAllPresent(userIDs));
        List<String> missing = userIDs.stream().filter(userID -> !known.containsKey(userID)).distinct().toList();
        if (!missing.isEmpty()) {
            ask("/user/get_users_info", Map.of("userIDs", missing), event, deadline).path("usersInfo").forEach(user -> {
                String nickname = Names.name(user.path("nickname"));
                if (nickname != null && missing.contains(user.path("userID").asText())) {
                    known.put(user.path("userID").asText(), nickname);
                    nicknames.put(user.path("userID").asText(), nickname);
                }
            });
        }
        return known;
    }

    private JsonNode ask(String path, Map<String, ?> question, Event event, Deadline deadline) throws ApiFailure {
        return server.ask(uri(path), question, token, "handover-" + event.id(), deadline);
    }

    private URI uri(String path) {
        return URI.create(settings.apiUrl().replaceAll("/+$", "") + path);
    }
}
