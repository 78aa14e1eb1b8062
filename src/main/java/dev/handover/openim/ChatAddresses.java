package dev.handover.openim;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handover.audience.MailAddresses;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks OpenIM's chat server, the only one of its servers that has mail addresses; they are kept for a while. */
final class ChatAddresses implements MailAddresses {

    private static final Logger LOG = LoggerFactory.getLogger(ChatAddresses.class);
    private static final int MOST_KEPT = 10_000;
    private static final int LONGEST_ADDRESS = 254;

    private final OpenIMSettings settings;
    private final Server server;
    private final Token token;
    private final Cache<String, String> addresses;

    ChatAddresses(OpenIMSettings settings, Server server) {
        this.settings = settings;
        this.server = server;
        this.token = server.token((operationID, deadline) -> server.fetchToken(
                uri(settings.chatAdminUrl(), "/account/login"),
                // The chat server refuses an empty version and looks at nothing else of it.
                Map.of("account", settings.chatAccount(), "password", settings.chatPassword(), "version", "handover"),
                "adminToken",
                operationID,
                deadline));
        this.addresses = Caffeine.newBuilder().maximumSize(MOST_KEPT).expireAfterWrite(settings.cache()).build();
    }

    @Override
    public Map<String, String> of(Collection<String> userIDs) {
        Map<String, String> known = new HashMap<>(addresses.getAllPresent(userIDs));
        List<String> missing = userIDs.stream().filter(userID -> !known.containsKey(userID)).distinct().toList();
        if (missing.isEmpty()) {
            return known;
        }
        try {
            JsonNode data = server.ask(
                    uri(settings.chatUrl(), "/user/find/full"),
                    Map.of("userIDs", missing),
                    token,
                    "handover-" + UUID.randomUUID(),
                    Deadline.in(settings.timeout()));
            data.path("users").forEach(user -> {
                String userID = user.path("userID").asText();
                String address = user.path("email").asText().trim();
                if (missing.contains(userID) && !address.isEmpty() && address.length() <= LONGEST_ADDRESS) {
                    known.put(userID, address);
                    addresses.put(userID, address);
                }
            });
        } catch (ApiFailure e) {
            LOG.warn("The mail addresses of {} users were not found out: {}", missing.size(), e.getMessage());
        }
        return known;
    }

    private static URI uri(String server, String path) {
        return URI.create(server.replaceAll("/+$", "") + path);
    }
}
