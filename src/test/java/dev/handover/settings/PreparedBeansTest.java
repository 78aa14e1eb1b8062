package dev.handover.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.util.TestPropertyValues.Type;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

/** Which settings and jars the prepared beans are not for: with a wrong answer a setting would do nothing, without a word. */
class PreparedBeansTest {

    private static final ClassLoader CLASSES = PreparedBeansTest.class.getClassLoader();

    @ParameterizedTest
    @ValueSource(strings = {
        "SERVER_PORT=1234", "SERVER_ADDRESS=127.0.0.1", "MANAGEMENT_PORT=0", "MANAGEMENT_ADDRESS=0.0.0.0", "MANAGEMENT_USERNAME=u",
        "MANAGEMENT_PASSWORD=p", "WEBHOOK_PATH=/x", "SMTP_HOST=mail.example.org", "SLACK_TOKEN=xoxb-1", "LOG_FORMAT=ecs",
        "OPENIM_API_URL=http://openim:10002", "OPENIM_CHAT_URL=http://openim:10008", "APP_BACKEND_URL=http://backend",
        "APP_BACKEND_COPY=false", "OTEL_EXPORTER_OTLP_ENDPOINT=", "ARTEMIS_MODE=embedded", "ARTEMIS_PASSWORD=x",
        "server.ssl.bundle=webhook", "spring.ssl.bundle.pem.webhook.reload-on-update=true", "server.tomcat.threads.max=8",
        "spring.task.execution.pool.max-size=8", "camel.component.http.response-timeout=1000", "handover.policy.deny-groups[0]=g",
        "logging.level.root=WARN", "spring.mvc.async.request-timeout=4500ms", "spring.main.banner-mode=off"
    })
    void serveWhereSettingsChangeValuesOnly(String setting) {
        assertThat(other(setting)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ARTEMIS_MODE=native,                            spring.artemis.mode",
        "APP_BACKEND_COPY=true,                          handover.backend.copy",
        "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318,      handover.tracing.endpoint",
        "MANAGEMENT_PORT=10006,                          management.server.port",
        "MANAGEMENT_PORT=-1,                             management.server.port",
        "SPRING_AUTOCONFIGURE_EXCLUDE=x.Y,               spring.autoconfigure.exclude",
        "SPRING_PROFILES_ACTIVE=x,                       spring.profiles.active",
        "spring.datasource.url=jdbc:postgresql://db/x,   spring.datasource.url",
        "spring.main.banner-mode=console,                spring.main.banner-mode",
        "management.health.jms.enabled=true,             management.health.jms.enabled",
        "management.endpoints.web.exposure.include=*,    management.endpoints.web.exposure.include",
        "camel.component.jms.enabled=false,              camel.component.jms.enabled",
        "camel.component.http.enabled=false,             camel.component.http.enabled",
        "spring.task.execution.mode=force,               spring.task.execution.mode",
        "server.forward-headers-strategy=framework,      server.forward-headers-strategy"
    })
    void doNotServeWhereSettingsMayAskForOthers(String setting, String told) {
        assertThat(other(setting)).hasValueSatisfying(reason -> assertThat(reason).startsWith(told + " is set"));
    }

    @Test
    void serveWhereTheFolderHasACopyOfTheShippedSettings() {
        StandardEnvironment environment = environment();
        load(environment, "Config resource 'file [application.yaml]' via location 'optional:file:./'");
        assertThat(PreparedBeans.other(environment, CLASSES)).isEmpty();
    }

    @Test
    void doNotServeWhereAJarInLibBringsBeansOfItsOwn(@TempDir Path folder) throws IOException {
        Path jar = Files.createDirectory(folder.resolve("lib")).resolve("more.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports"));
        }
        try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            assertThat(PreparedBeans.other(environment(), classes)).contains("lib has more.jar");
        }
    }

    private static Optional<String> other(String setting) {
        StandardEnvironment environment = environment();
        TestPropertyValues.of(Arrays.asList(setting.strip()))
                .applyTo(
                        environment,
                        setting.split("=")[0].contains("_") ? Type.SYSTEM_ENVIRONMENT : Type.MAP);
        return PreparedBeans.other(environment, CLASSES);
    }

    /** The settings in the jar and nothing else: not those of the machine that tests. */
    private static StandardEnvironment environment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().forEach(source -> environment.getPropertySources().remove(source.getName()));
        environment.getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.of()));
        load(environment, "Config resource 'class path resource [application.yaml]' via location 'optional:classpath:/'");
        ConfigurationPropertySources.attach(environment);
        return environment;
    }

    private static void load(StandardEnvironment environment, String name) {
        try {
            new YamlPropertySourceLoader()
                    .load(name, new FileSystemResource("application.yaml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
