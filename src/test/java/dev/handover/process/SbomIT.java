package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The list of what the jar is made of (CycloneDX), in the jar. */
@DisabledIfSystemProperty(named = "maven.mode", matches = "offline: true", disabledReason = "Maven does not make the list with -o")
class SbomIT {

    private static final String LIBRARIES = "BOOT-INF/lib/";

    @Test
    void listsEveryLibraryInTheJarAndNothingOfTheTests() throws IOException {
        try (JarFile jar = new JarFile(Path.of("target", "handover.jar").toFile())) {
            JsonNode list = new ObjectMapper()
                    .readTree(jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json")));
            assertThat(list.path("bomFormat").asText()).isEqualTo("CycloneDX");
            Set<String> listed = new TreeSet<>();
            list.path("components").forEach(component -> listed.add(file(component)));
            assertThat(listed)
                    .containsAll(libraries(jar))
                    .anyMatch(name -> name.startsWith("camel-core-"))
                    .anyMatch(name -> name.startsWith("artemis-server-"))
                    .noneMatch(name -> name.startsWith("greenmail-") || name.startsWith("junit-"));
        }
    }

    private static Set<String> libraries(JarFile jar) {
        Set<String> libraries = new TreeSet<>();
        jar.stream()
                .map(JarEntry::getName)
                .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
                .map(name -> name.substring(LIBRARIES.length()))
                // Spring Boot's plugin adds it to every jar that it makes.
                .filter(name -> !name.startsWith("spring-boot-jarmode-tools-"))
                .forEach(libraries::add);
        return libraries;
    }

    /** The name of a component's jar: its purl ends in {@code ?classifier=…&type=jar}, where it has a classifier. */
    private static String file(JsonNode component) {
        String purl = component.path("purl").asText();
        String classifier = purl.contains("classifier=") ? "-" + purl.replaceAll(".*classifier=([^&]*).*", "$1") : "";
        return component.path("name").asText() + "-" + component.path("version").asText() + classifier + ".jar";
    }
}
