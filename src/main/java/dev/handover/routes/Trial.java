package dev.handover.routes;

import dev.handover.settings.Refused;
import dev.handover.template.TemplateLanguage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.constant.ConstantLanguage;
import org.apache.camel.spi.Language;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/**
 * Makes every route in a context of its own, in which nothing starts: endpoints, their options, beans, settings and templates
 * are looked up as they would be, and nothing is sent or taken.
 */
final class Trial {

    private static final Pattern OPTION = Pattern.compile("Unknown parameters=\\[\\{([^=}]+)");

    private final ConfigurableApplicationContext application;

    Trial(ConfigurableApplicationContext application) {
        this.application = application;
    }

    /**
     * What cannot be made of the entries; the ingress is not tried, because only a start makes it. Settings that are not set
     * have a value here.
     *
     * @throws Refused when a setting alone is in the way, and no file of routes is to blame
     */
    List<Fault> faults(RouteSet set, Predicate<RouteEntry> among) {
        List<Fault> faults = new ArrayList<>();
        List<Refused> wrongSettings = new ArrayList<>();
        Map<String, Language> languages = Map.of(
                TemplateLanguage.JSON, OwnContext.language(application, TemplateLanguage.JSON, set),
                TemplateLanguage.TEXT, OwnContext.language(application, TemplateLanguage.TEXT, set));
        // In the routes a template is taken as it is: one that fails would hide what follows.
        Map<String, Object> untried =
                Map.of(TemplateLanguage.JSON, new ConstantLanguage(), TemplateLanguage.TEXT, new ConstantLanguage());
        DefaultCamelContext camel =
                OwnContext.of(application, "check", set, untried, NamedSettings.orAssumed(set, application.getEnvironment()));
        try {
            camel.setAutoStartup(false);
            camel.start();
            for (RouteEntry entry : set.configurationsFirst()) {
                if (!entry.isIngress() && among.test(entry)) {
                    faults.addAll(new RouteTemplates(languages, camel::resolvePropertyPlaceholders, entry).faults());
                    tryOne(camel, entry, faults, wrongSettings);
                }
            }
        } finally {
            camel.stop();
        }
        if (faults.isEmpty() && !wrongSettings.isEmpty()) {
            throw wrongSettings.get(0);
        }
        return faults;
    }

    private static void tryOne(DefaultCamelContext camel, RouteEntry entry, List<Fault> faults, List<Refused> wrongSettings) {
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(resource(entry));
        } catch (Exception | LinkageError e) {
            Optional<Refused> wrongSetting = causes(e).filter(Refused.class::isInstance).map(Refused.class::cast).findFirst();
            if (wrongSetting.isPresent()) {
                wrongSettings.add(wrongSetting.get());
            } else {
                faults.add(fault(entry, e));
            }
        }
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause);
    }

    static org.apache.camel.spi.Resource resource(RouteEntry entry) {
        return ResourceHelper.fromString(entry.file().name(), "[" + entry.complete() + "]");
    }

    private static Fault fault(RouteEntry entry, Throwable thrown) {
        YamlFile file = entry.file();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof NoSuchLanguageException language) {
                return new Fault(
                        file.name(), file.lineOf(language.getLanguage(), entry.line()),
                        "There is no language " + language.getLanguage() + ".", "Write simple, constant, json-template or text-template.");
            } else if (cause instanceof NoSuchBeanException bean) {
                return new Fault(
                        file.name(), file.lineOf(String.valueOf(bean.getName()), entry.line()), "There is no bean " + bean.getName() + ".",
                        "Correct the name; docs/destinations.md lists those there are.");
            } else if (cause instanceof NoSuchEndpointException missing) {
                String scheme = String.valueOf(missing.getUri()).replaceFirst(":.*", "");
                return new Fault(
                        file.name(), file.lineOf(scheme + ":", entry.line()), "There is no endpoint " + scheme + ".",
                        "Correct the uri, or put Camel's component " + scheme + " into lib/, as docs/destinations.md has it.");
            } else if (cause instanceof ResolveEndpointFailedException endpoint && cause.getCause() == null) {
                return endpoint(entry, endpoint, message);
            } else if (cause instanceof LinkageError) {
                String missing = cause.getClass().getSimpleName() + ": " + message.lines().findFirst().orElse("");
                return new Fault(
                        file.name(), entry.line(), "The route " + entry.id() + " cannot be made: " + missing + ".",
                        "Put all that it needs into lib/, as docs/destinations.md has it.");
            }
        }
        return new Fault(
                file.name(), entry.line(), "The route " + entry.id() + " cannot be made: " + reason(thrown) + ".",
                "Correct what it names.");
    }

    private static Fault endpoint(RouteEntry entry, ResolveEndpointFailedException endpoint, String message) {
        Matcher option = OPTION.matcher(message);
        String scheme = String.valueOf(endpoint.getUri()).replaceFirst(":.*", "");
        if (option.find()) {
            String name = option.group(1).trim();
            return new Fault(
                    entry.file().name(), entry.file().lineOfKey(name, entry.line()),
                    "The endpoint " + scheme + " has no option " + name + ".",
                    "Correct it; Camel's documentation of the component " + scheme + " lists them.");
        }
        return new Fault(
                entry.file().name(), entry.file().lineOf(scheme + ":", entry.line()),
                "The endpoint " + scheme + " cannot be made: " + message.replaceFirst("(?s).*due to: ", "").lines().findFirst().orElse("") + ".",
                "Correct the uri.");
    }

    private static String reason(Throwable thrown) {
        String reason = String.valueOf(NestedExceptionUtils.getMostSpecificCause(thrown).getMessage());
        return reason.lines().findFirst().orElse("").replaceAll("\\.$", "");
    }
}
