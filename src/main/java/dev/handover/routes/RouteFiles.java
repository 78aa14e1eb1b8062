package dev.handover.routes;

import dev.handover.settings.Edited;
import dev.handover.settings.InvalidSetting;
import dev.handover.template.TemplateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The texts of all files of routes and of all templates, by their path in the routes folder.
 *
 * <p>The routes are those of the folder where it has any, else those in the jar. Each template comes from the folder where
 * it is there, else from the jar.
 */
public final class RouteFiles implements Edited.Source {

    static final String DEFAULT_FOLDER = "routes";
    static final String SUFFIX = ".camel.yaml";
    static final String DESTINATIONS = "destinations/";
    static final String TEMPLATES = "templates/";

    private final Path folder;
    private final TemplateFiles templates;
    private boolean onDisk;

    /** @param folder the routes folder */
    public RouteFiles(Path folder) throws IOException {
        this.folder = folder;
        this.templates = new TemplateFiles(folder);
    }

    /**
     * @throws InvalidSetting when a folder was named that has no routes: the built-in ones are not what was meant
     * @throws IOException when the files cannot be read, or the folder that had routes has none any more
     */
    @Override
    public Map<String, String> read() throws IOException {
        Map<String, String> files = new TreeMap<>();
        addFolder(files, folder, "");
        addFolder(files, folder.resolve(DESTINATIONS), DESTINATIONS);
        if (files.isEmpty() && onDisk) {
            // An unmounted volume, or a link under change: not a wish to stop everything.
            throw new NoSuchFileException(folder.toString());
        } else if (files.isEmpty() && !folder.equals(Path.of(DEFAULT_FOLDER))) {
            throw new InvalidSetting(
                    "ROUTES_DIR (handover.routes-dir)",
                    "is not a folder with *.camel.yaml files",
                    "Write the path of one, or leave it unset for the built-in routes.");
        }
        onDisk = !files.isEmpty();
        if (!onDisk) {
            addBuiltInRoutes(files);
        }
        templates.read().forEach((name, text) -> files.put(TEMPLATES + name, text));
        return files;
    }

    /** Whether what was read last came from the jar. */
    public boolean areBuiltIn() {
        return !onDisk;
    }

    /** What there is without a folder. */
    static Map<String, String> builtIn() throws IOException {
        Map<String, String> files = new TreeMap<>();
        addBuiltInRoutes(files);
        new TemplateFiles(null).read().forEach((name, text) -> files.put(TEMPLATES + name, text));
        return files;
    }

    private static void addBuiltInRoutes(Map<String, String> files) throws IOException {
        addBuiltIn(files, "");
        addBuiltIn(files, DESTINATIONS);
    }

    private static void addFolder(Map<String, String> files, Path folder, String prefix) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        // An editor's own files end otherwise, or begin with a dot.
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "[!.]*" + SUFFIX)) {
            for (Path file : found) {
                try {
                    files.put(prefix + file.getFileName(), Files.readString(file));
                } catch (CharacterCodingException e) {
                    throw new FaultyRoutes(List.of(new Fault(prefix + file.getFileName(), 1, "This is not UTF-8.", "Save it as UTF-8.")));
                } catch (NoSuchFileException gone) {
                    // Between the look at the folder and at the file: as if it had not been there.
                }
            }
        }
    }

    private static void addBuiltIn(Map<String, String> files, String prefix) throws IOException {
        String pattern = "classpath:/routes/" + prefix + "*" + SUFFIX;
        for (Resource each : new PathMatchingResourcePatternResolver().getResources(pattern)) {
            try (InputStream text = each.getInputStream()) {
                files.put(prefix + each.getFilename(), new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
