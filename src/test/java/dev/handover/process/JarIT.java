package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The jar as {@code java -jar} takes it. */
class JarIT {

    @Test
    void takesDriversAndOtherJarsFromTheFolderLib() throws IOException {
        try (JarFile jar = new JarFile(Path.of("target", "handover.jar").toFile())) {
            Attributes manifest = jar.getManifest().getMainAttributes();
            // Spring Boot's usual launcher knows no folder besides the jar.
            assertThat(manifest.getValue(Attributes.Name.MAIN_CLASS)).endsWith(".PropertiesLauncher");
            assertThat(manifest.getValue("Loader-Path")).isEqualTo("lib");
        }
    }
}
