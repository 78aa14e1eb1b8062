package dev.handover.template;

import dev.handover.settings.Edited;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The texts of all templates: those in {@code templates/} of the routes folder and, for each file that it lacks, those in the jar. */
public final class TemplateFiles implements Edited.Source {

    private final Map<String, String> builtIn = new TreeMap<>();
    private final Path folder;

    /** @param routesDir may be null, not be there, or lack {@code templates/} or files in it */
    public TemplateFiles(Path routesDir) throws IOException {
        this.folder = routesDir == null ? null : routesDir.resolve("templates");
        for (Resource each : new PathMatchingResourcePatternResolver().getResources("classpath:/routes/templates/*.ftl*")) {
            try (InputStream text = each.getInputStream()) {
                builtIn.put(each.getFilename(), new String(text.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Override
    public Map<String, String> read() throws IOException {
        Map<String, String> files = new TreeMap<>(builtIn);
        if (folder == null || !Files.isDirectory(folder)) {
            return files;
        }
        // An editor's own files (~, .swp, 4913) end otherwise.
        try (DirectoryStream<Path> edited = Files.newDirectoryStream(folder, "*.{ftl,ftlh}")) {
            for (Path file : edited) {
                if (Files.isRegularFile(file)) {
                    put(files, file);
                }
            }
        }
        return files;
    }

    private static void put(Map<String, String> files, Path file) throws IOException {
        try {
            files.put(file.getFileName().toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (NoSuchFileException gone) {
            // Between the look at the folder and at the file: as if it had not been there.
        }
    }
}
