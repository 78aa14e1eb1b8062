package dev.handover.policy;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Deny rules; each entry is an exact ID, or a glob in which {@code *} stands for any characters.
 *
 * @param denyGroups groups that may not change hands
 * @param denyNewOwners users who may not become owner
 * @param denyOldOwners users who may not give away
 */
@ConfigurationProperties(prefix = "handover.policy", ignoreUnknownFields = false)
record PolicySettings(List<String> denyGroups, List<String> denyNewOwners, List<String> denyOldOwners) {

    PolicySettings {
        denyGroups = denyGroups == null ? List.of() : denyGroups;
        denyNewOwners = denyNewOwners == null ? List.of() : denyNewOwners;
        denyOldOwners = denyOldOwners == null ? List.of() : denyOldOwners;
    }
}
