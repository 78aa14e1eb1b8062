package dev.handover.settings;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Sets what follows from other settings: {@code handover.embedded-broker}, whether the broker runs in this process. Spring
 * Boot wants that said twice.
 */
class DerivedSettings implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> derived = Map.of("handover.embedded-broker", isEmbedded(environment));
        environment.getPropertySources().addLast(new MapPropertySource("derivedSettings", derived));
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
