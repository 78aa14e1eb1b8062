package dev.handover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A copy of the project's routes that a test may edit. */
record RouteFolder(Path path) {

    private static final Path ROUTES = Path.of("routes");
    private static final List<String> FOLDERS = List.of("", "destinations/", "templates/");

    /** A copy in a folder that is not there yet. */
    static RouteFolder copyTo(Path folder) {
        RouteFolder copy = new RouteFolder(folder);
        copy.restore();
        return copy;
    }

    /** What the project has, and nothing else; a file that is the same is not touched. */
    void restore() {
        try {
            Map<String, String> project = new RouteFolder(ROUTES).files();
            for (String name : FOLDERS) {
                Files.createDirectories(path.resolve(name));
            }
            for (String name : files().keySet()) {
                if (!project.containsKey(name) || Files.isSymbolicLink(file(name))) {
                    Files.delete(file(name));
                }
            }
            Map<String, String> here = files();
            project.forEach((name, text) -> {
                if (!text.equals(here.get(name))) {
                    write(name, text);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts of the routes and templates, by their paths. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (String name : FOLDERS) {
            try (Stream<Path> found = Files.list(path.resolve(name))) {
                found.map(file -> name + file.getFileName())
                        .filter(file -> file.matches(".*(\\.camel\\.yaml|\\.ftlh?)"))
                        .forEach(file -> files.put(file, read(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    Path file(String name) {
        return path.resolve(name);
    }

    String read(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RouteFolder write(String name, String text) {
        try {
            Files.writeString(file(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RouteFolder replace(String name, String old, String next) {
        String text = read(name);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(name + " has no " + old);
        }
        return write(name, text.replace(old, next));
    }

    RouteFolder delete(String name) {
        try {
            Files.delete(file(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a branch for a destination to the fan-out. */
    RouteFolder branch(String destination) {
        return replace(
                "callback.camel.yaml",
                "              # one line for each destination of yours",
                line(destination) + "              # one line for each destination of yours");
    }

    RouteFolder withoutBranch(String destination) {
        return replace("callback.camel.yaml", line(destination), "");
    }

    /** The file of a destination that posts a text with a word in it. */
    static String crm(String word) {
        return destination("", word);
    }

    /** The same for one group alone. */
    static String filteringCrm(String group) {
        return destination("""
                        - filter:
                            simple: ${exchangeProperty.event.groupID} == '%s'
                            steps:
                """.formatted(group), "one");
    }

    private static String destination(String filter, String word) {
        String steps = """
                - setBody:
                    language:
                      language: json-template
                      expression: |-
                        {"text": "%s ${groupID} now belongs to ${newOwnerUserID}", "event": ${eventJSON}}
                - to:
                    uri: "{{CRM_URL}}"
                    parameters:
                      httpMethod: POST
                """.formatted(word);
        return """
                # The destination "crm".
                - route:
                    id: crm
                    description: Posts each event to the CRM.
                    from:
                      uri: jms:transfers.crm
                      steps:
                """ + filter + steps.indent(filter.isEmpty() ? 8 : 16);
    }

    private static String line(String destination) {
        return "              - to: {uri: \"jms:transfers." + destination + "\"}\n";
    }
}
