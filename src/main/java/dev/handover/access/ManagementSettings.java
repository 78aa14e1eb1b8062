package dev.handover.access;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may use the management port.
 *
 * @param username for HTTP Basic; empty: no credentials asked
 * @param password for HTTP Basic
 */
@ConfigurationProperties(prefix = "handover.management", ignoreUnknownFields = false)
record ManagementSettings(String username, String password) {

    ManagementSettings {
        BasicCredentials.check("MANAGEMENT", "handover.management", username, password);
    }
}
