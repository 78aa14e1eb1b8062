package dev.handover.routes;

import dev.handover.delivery.Secrets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.PropertyResolver;

/** The settings that files of routes name in {@code {{…}}}. */
final class NamedSettings {

    private static final Pattern SETTING = Pattern.compile("\\{\\{\\??(?:env:)?([A-Za-z0-9_.-]+)");
    /** One without a default value, which must be set. */
    private static final Pattern NEEDED = Pattern.compile("\\{\\{(?:env:)?([A-Za-z0-9_.-]+)}}");
    private static final Pattern SECRET = Pattern.compile("(?i).*(url|uri|token|secret|password|key)");

    private NamedSettings() {}

    /** The values of those that are secrets by their names and stand in files of destinations; those that are not set are left out. */
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

    /** A text in which each secret is the name of its setting, and a part of one is left out. */
    static String hidden(String text, Map<String, String> secrets) {
        String hidden = text;
        List<Map.Entry<String, String>> longestFirst = new ArrayList<>(secrets.entrySet());
        longestFirst.sort(Comparator.comparing(each -> -each.getValue().length()));
        for (Map.Entry<String, String> secret : longestFirst) {
            hidden = hidden.replace(secret.getValue(), "{{" + secret.getKey() + "}}");
        }
        for (Map.Entry<String, String> secret : longestFirst) {
            for (String part : Secrets.parts(secret.getValue()).toList()) {
                hidden = hidden.replace(part, "***");
            }
        }
        return hidden;
    }

    /** A fault for each setting that must be set and is not. */
    static List<Fault> unset(RouteSet set, PropertyResolver settings) {
        List<Fault> faults = new ArrayList<>();
        for (RouteEntry entry : set.entries()) {
            NEEDED.matcher(entry.definition().toString()).results().forEach(match -> {
                String name = match.group(1);
                if (!settings.containsProperty(name)) {
                    faults.add(Fault.unsetSetting(entry.file().name(), entry.file().lineOf(match.group(), entry.line()), name));
                }
            });
        }
        return faults;
    }

    /** The settings, and for those that must be set and are not a value that lets a route be made. */
    static UnaryOperator<String> orAssumed(RouteSet set, PropertyResolver settings) {
        Map<String, String> assumed = assumed(set);
        return name -> settings.containsProperty(name) ? settings.getProperty(name) : assumed.get(name);
    }

    /** The same on every machine: no environment variable that a file names has the value that it has here. */
    static UnaryOperator<String> assumedVariables(RouteSet set, PropertyResolver settings) {
        Map<String, String> assumed = assumed(set);
        UnaryOperator<String> others = orAssumed(set, settings);
        return name -> name.equals(name.toUpperCase(Locale.ROOT)) ? assumed.get(name) : others.apply(name);
    }

    /** Values for all that must be set, by their names. */
    static Map<String, String> assumed(RouteSet set) {
        Map<String, String> assumed = new HashMap<>();
        for (RouteEntry entry : set.entries()) {
            NEEDED.matcher(entry.definition().toString()).results().forEach(match -> assumed.put(match.group(1), assumed(match.group(1))));
        }
        return assumed;
    }

    /** A url for what is called so, a host and port for servers, a number for a port, else the name in letters that Base64 has, as keys often are. */
    private static String assumed(String name) {
        if (name.matches("(?i).*(url|uri|api)")) {
            return "http://" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "-") + ".invalid";
        } else if (name.matches("(?i).*port")) {
            return "9";
        } else if (name.matches("(?i).*(brokers|servers)")) {
            return "localhost:9";
        }
        String letters = name.replaceAll("[^A-Za-z0-9]", "");
        return letters + "A".repeat((4 - letters.length() % 4) % 4);
    }
}
