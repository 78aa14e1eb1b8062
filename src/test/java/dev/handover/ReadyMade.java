package dev.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the tests of a class against a Handover with every file of {@code routes/available} in force, that gives up after three
 * attempts. {@link ReceiversUnderTest}, {@link OpenIMStub} and {@link Running} are beans.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = ReadyMade.InForce.class)
public @interface ReadyMade {

    int ATTEMPTS = 3;

    final class InForce extends Running.Setup {

        private static final Path READY_MADE = Path.of("routes/available");

        @Override
        String[] settings(ConfigurableApplicationContext context) {
            try {
                Path routes = Files.createTempDirectory("handover-ready").resolve("routes");
                RouteFolder folder = RouteFolder.copyTo(routes);
                ReceiversUnderTest receivers = ReceiversUnderTest.start(READY_MADE.resolve("sql.camel.yaml"));
                OpenIMStub openim = new OpenIMStub();
                for (DestinationUnderTest each : receivers.all()) {
                    String file = each.name() + ".camel.yaml";
                    Files.copy(READY_MADE.resolve(file), routes.resolve("destinations").resolve(file));
                    folder.branch(each.name());
                }
                context.getBeanFactory().registerSingleton("receivers", receivers);
                context.getBeanFactory().registerSingleton("openIMStub", openim);
                List<String> settings = new ArrayList<>(receivers.settings());
                settings.addAll(Arrays.asList(openim.apiSettings()));
                settings.addAll(List.of(
                        "ROUTES_DIR=" + routes,
                        "DELIVERY_FIRST_RETRY=200ms",
                        "DELIVERY_MAX_ATTEMPTS=" + ATTEMPTS,
                        "management.prometheus.metrics.export.enabled=true"));
                return settings.toArray(String[]::new);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
