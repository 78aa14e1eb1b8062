package dev.handover.template;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How messages to people are written.
 *
 * @param timeZone the zone of the times in them
 */
@ConfigurationProperties(prefix = "handover.messages", ignoreUnknownFields = false)
record MessagesSettings(ZoneId timeZone) {}
