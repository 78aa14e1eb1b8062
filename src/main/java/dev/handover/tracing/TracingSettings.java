package dev.handover.tracing;

import dev.handover.settings.InvalidSetting;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where spans go.
 *
 * @param endpoint the OTLP collector's url (HTTP, protobuf), to which {@code /v1/traces} is added; empty: there are no spans
 */
@ConfigurationProperties(prefix = "handover.tracing", ignoreUnknownFields = false)
public record TracingSettings(String endpoint) {

    private static final Pattern PLAIN =
            Pattern.compile("https?://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?(/[A-Za-z0-9/._~-]*)?");

    public TracingSettings {
        if (!endpoint.isEmpty() && !PLAIN.matcher(endpoint).matches()) {
            throw new InvalidSetting(
                    "OTEL_EXPORTER_OTLP_ENDPOINT (handover.tracing.endpoint)",
                    "is not an http or https url of a host, a port and a path alone",
                    "Write one like http://collector:4318, without user, password, query or fragment.");
        }
    }

    String traces() {
        return endpoint.replaceAll("/+$", "") + "/v1/traces";
    }
}
