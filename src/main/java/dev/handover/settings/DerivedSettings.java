package dev.handover.settings;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sets what follows from other settings.
 *
 * <p>{@code handover.routes}: the route files of {@code ROUTES_DIR} where it has any, else those built in. A folder that
 * was named and has none stops the start: falling back would run other routes than were meant.
 *
 * <p>{@code handover.embedded-broker}: whether the broker runs in this process. Spring Boot wants that said twice.
 */
class DerivedSettings implements EnvironmentPostProcessor {

    private static final String DEFAULT = "routes";
    private static final String FILES = "/*.camel.yaml";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> derived = Map.of(
                "handover.routes", routes(environment),
                "handover.embedded-broker", isEmbedded(environment));
        environment.getPropertySources().addLast(new MapPropertySource("derivedSettings", derived));
    }

    private static String routes(ConfigurableEnvironment environment) {
        String configured = environment.getProperty("handover.routes-dir", DEFAULT);
        // Camel fails on a pattern whose folder is not there.
        List<String> patterns = Stream.of(configured, configured + "/destinations")
                .filter(folder -> hasRoutes(Path.of(folder)))
                .map(folder -> "file:" + folder + FILES)
                .toList();
        if (!patterns.isEmpty()) {
            return String.join(",", patterns);
        }
        if (!configured.equals(DEFAULT)) {
            throw new InvalidSetting(
                    "ROUTES_DIR (handover.routes-dir)",
                    "is not a folder with *.camel.yaml files",
                    "Write the path of one, or leave it unset for the built-in routes.");
        }
        return "classpath:" + DEFAULT + FILES + ",classpath:" + DEFAULT + "/destinations" + FILES;
    }

    private static boolean hasRoutes(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.camel.yaml")) {
            return files.iterator().hasNext();
        } catch (IOException notThere) {
            return false;
        }
    }

    private static boolean isEmbedded(ConfigurableEnvironment environment) {
        String mode = environment.getProperty("spring.artemis.mode", "embedded");
        String url = environment.getProperty("spring.artemis.broker-url", "");
        if (mode.equals("native") && url.isBlank()) {
            throw new InvalidSetting(
                    "ARTEMIS_BROKER_URL (spring.artemis.broker-url)",
                    "is empty while ARTEMIS_MODE is native",
                    "Write the broker's url, such as tcp://broker:61616.");
        }
        return !mode.equals("native");
    }
}
