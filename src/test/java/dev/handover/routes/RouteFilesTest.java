package dev.handover.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handover.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** Which files are the routes. */
class RouteFilesTest {

    @TempDir
    private Path folder;

    @Test
    void areThoseOfTheFolder() throws IOException {
        write("one.camel.yaml", "destinations/two.camel.yaml", "other/three.camel.yaml", "available/four.camel.yaml");
        assertThat(routes(new RouteFiles(folder))).containsOnlyKeys("one.camel.yaml", "destinations/two.camel.yaml");
    }

    @Test
    void areNotWhatAnEditorKeepsBesideThem() throws IOException {
        write("one.camel.yaml", ".#one.camel.yaml", ".one.camel.yaml.swp", "one.camel.yaml~", "#one.camel.yaml#", "4913");
        assertThat(routes(new RouteFiles(folder))).containsOnlyKeys("one.camel.yaml");
    }

    @Test
    void areThoseOfTheJarUntilTheDefaultFolderHasSome() throws IOException {
        // Tests start where the folder "routes" is.
        Map<String, String> own = new RouteFiles(Path.of("routes")).read();
        assertThat(own).containsKeys("callback.camel.yaml", "destinations/audit.camel.yaml", "templates/email.en.txt.ftl");
        assertThat(own.get("callback.camel.yaml")).isEqualTo(Files.readString(Path.of("routes/callback.camel.yaml")));
    }

    @Test
    void takeEachTemplateFromTheJarThatTheFolderLacks() throws IOException {
        write("one.camel.yaml", "templates/email.en.subject.ftl");
        Map<String, String> files = new RouteFiles(folder).read();
        assertThat(files.get("templates/email.en.subject.ftl")).isEqualTo("text");
        assertThat(files.get("templates/email.en.txt.ftl")).isEqualTo(Files.readString(Path.of("routes/templates/email.en.txt.ftl")));
    }

    @Test
    void stopTheStartWhenTheFolderThatIsNamedHasNone() {
        assertThatThrownBy(() -> new RouteFiles(folder.resolve("nonesuch")).read())
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("ROUTES_DIR (handover.routes-dir) is not a folder with *.camel.yaml files.");
    }

    /** As Kubernetes changes a folder that it has mounted. */
    @Test
    void areThoseOfTheFolderToWhichALinkLeadsNow() throws IOException {
        write("..1/one.camel.yaml", "..2/one.camel.yaml", "..2/two.camel.yaml");
        Files.writeString(folder.resolve("..2/one.camel.yaml"), "changed");
        Files.createSymbolicLink(folder.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(folder.resolve("one.camel.yaml"), Path.of("..data/one.camel.yaml"));
        Files.createSymbolicLink(folder.resolve("two.camel.yaml"), Path.of("..data/two.camel.yaml"));
        RouteFiles files = new RouteFiles(folder);
        assertThat(routes(files)).isEqualTo(Map.of("one.camel.yaml", "text"));
        Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..2"));
        Files.move(folder.resolve("..data_tmp"), folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(routes(files)).isEqualTo(Map.of("one.camel.yaml", "changed", "two.camel.yaml", "text"));
    }

    @Test
    void areUnknownWhileTheFolderIsAway() throws IOException {
        write("one.camel.yaml");
        RouteFiles files = new RouteFiles(folder);
        files.read();
        FileSystemUtils.deleteRecursively(folder);
        assertThatThrownBy(files::read).isInstanceOf(NoSuchFileException.class);
    }

    private static Map<String, String> routes(RouteFiles files) throws IOException {
        Map<String, String> routes = files.read();
        routes.keySet().removeIf(name -> name.startsWith(RouteFiles.TEMPLATES));
        return routes;
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "text");
        }
    }
}
