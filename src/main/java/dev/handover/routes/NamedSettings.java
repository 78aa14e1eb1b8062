package dev.handover.routes;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.PropertyResolver;

/** The settings that the files of destinations name in {@code {{…}}}, as far as they are secrets by their names. */
final class NamedSettings {

    private static final Pattern SETTING = Pattern.compile("\\{\\{\\??(?:env:)?([A-Za-z0-9_.-]+)");
    private static final Pattern SECRET = Pattern.compile("(?i).*(url|uri|token|secret|password|key)");

    private NamedSettings() {}

    /** The values by their names; those that are not set are left out. */
    static Map<String, String> secrets(RouteSet set, PropertyResolver settings) {
        Map<String, String> secrets = new TreeMap<>();
        for (RouteEntry entry : set.entries()) {
            if (entry.destinationFile().isPresent()) {
                Matcher matcher = SETTING.matcher(entry.definition().toString());
                while (matcher.find()) {
                    String value = settings.getProperty(matcher.group(1), "");
                    if (SECRET.matcher(matcher.group(1)).matches() && !value.isBlank()) {
                        secrets.put(matcher.group(1), value);
                    }
                }
            }
        }
        return secrets;
    }
}
