package dev.handover.settings;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.AotDetector;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/**
 * Starts with the beans that the build has prepared (Spring's ahead-of-time processing), unless something at hand asks for
 * others: finding out which beans there are is a third of a start.
 *
 * <p>The build prepares them for the shipped settings. What only changes values, such as a port, a url or a password, is
 * read at the start as ever; what may change which beans there are makes this start find out by itself, and says so.
 */
public class PreparedBeans implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(PreparedBeans.class);

    private static final String PREPARED = "dev/handover/Handover__ApplicationContextInitializer.class";

    private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

    /** Settings of ours that decide about beans, and what they were prepared for. */
    private static final Map<String, String> OURS =
            Map.of("spring.artemis.mode", "embedded", "handover.backend.copy", "false", "handover.tracing.endpoint", "");

    /** Where the settings of Spring Boot and Camel decide about beans ... */
    private static final List<ConfigurationPropertyName> DECIDING =
            Stream.of("spring", "server", "management", "camel").map(ConfigurationPropertyName::of).toList();

    /** ... but for these, which are values only, or names of environment variables that look like settings. */
    private static final List<ConfigurationPropertyName> VALUES = Stream.of(
                    "spring.application",
                    "spring.artemis.broker-url", "spring.artemis.user", "spring.artemis.password",
                    "spring.jms.cache.session-cache-size",
                    "spring.lifecycle",
                    "spring.ssl",
                    "spring.task.execution.pool", "spring.task.scheduling.pool",
                    "spring.mvc.async",
                    "server.port",
                    "server.address",
                    "server.ssl",
                    "server.shutdown",
                    "server.tomcat",
                    "management.server.port",
                    "management.server.address",
                    "management.server.ssl",
                    "management.port", "management.address", "management.username", "management.password",
                    "camel.component.http.connect-timeout", "camel.component.http.response-timeout",
                    "camel.main.shutdown-timeout")
            .map(ConfigurationPropertyName::of)
            .toList();

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        ClassLoader classes = event.getSpringApplication().getClassLoader();
        URL prepared = classes.getResource(PREPARED);
        // In a folder of classes they may be older than the rest; in the jar they are of one build.
        if (prepared == null || !prepared.getProtocol().equals("jar")) {
            return;
        }
        Optional<String> other = other(event.getEnvironment(), classes);
        other.ifPresent(reason -> LOG.info("Takes longer to start: {}, and the beans were not prepared for it", reason));
        SpringProperties.setProperty(AotDetector.AOT_ENABLED, Boolean.toString(other.isEmpty()));
    }

    /** What the beans were not prepared for, if anything. */
    static Optional<String> other(ConfigurableEnvironment environment, ClassLoader classes) {
        return OURS.entrySet().stream()
                .filter(ours -> !ours.getValue().equals(environment.getProperty(ours.getKey(), ours.getValue())))
                .map(ours -> ours.getKey() + " is set")
                .findFirst()
                .or(() -> otherPorts(environment))
                .or(() -> otherSetting(environment))
                .or(() -> otherJar(classes));
    }

    /** One port for both, and none for the management, are other arrangements of beans. */
    private static Optional<String> otherPorts(ConfigurableEnvironment environment) {
        String management = environment.getProperty("management.server.port", "");
        boolean one = !management.equals("0") && management.equals(environment.getProperty("server.port"));
        return one || management.isBlank() || management.startsWith("-")
                ? Optional.of("management.server.port is set to no port of its own")
                : Optional.empty();
    }

    private static Optional<String> otherSetting(ConfigurableEnvironment environment) {
        Optional<ConfigurationPropertySource> shipped = sources(environment).filter(PreparedBeans::isShipped).findFirst();
        return sources(environment)
                .filter(source -> !isShipped(source))
                .flatMap(source -> source instanceof IterableConfigurationPropertySource names
                        ? names.stream().filter(name -> decides(name) && !said(shipped, name).equals(said(Optional.of(source), name)))
                        : Stream.empty())
                .map(name -> name + " is set")
                .findFirst();
    }

    private static Stream<ConfigurationPropertySource> sources(ConfigurableEnvironment environment) {
        return StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false);
    }

    private static boolean isShipped(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> file
                && file.getName().contains("class path resource [application.yaml]");
    }

    private static boolean decides(ConfigurationPropertyName name) {
        return DECIDING.stream().anyMatch(parent -> parent.isAncestorOf(name))
                && VALUES.stream().noneMatch(value -> value.equals(name) || value.isAncestorOf(name));
    }

    /** As it is written, with its placeholders: a copy of the shipped file says nothing new. */
    private static String said(Optional<ConfigurationPropertySource> source, ConfigurationPropertyName name) {
        return source.map(from -> from.getConfigurationProperty(name)).map(property -> String.valueOf(property.getValue())).orElse("");
    }

    /** A jar in the folder lib that brings beans of its own. */
    private static Optional<String> otherJar(ClassLoader classes) {
        try {
            return Collections.list(classes.getResources(IMPORTS)).stream()
                    .map(Object::toString)
                    .filter(url -> url.contains("/lib/") && !url.contains("BOOT-INF/lib/"))
                    .map(url -> url.substring(0, url.indexOf("!/")))
                    .map(url -> "lib has " + url.substring(url.lastIndexOf('/') + 1))
                    .findFirst();
        } catch (IOException e) {
            return Optional.of("lib cannot be read");
        }
    }
}
