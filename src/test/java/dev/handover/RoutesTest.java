package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that every file of routes keeps, so that a reader finds his way and an editor helps him. */
class RoutesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static JsonSchema schema;

    @BeforeAll
    static void readsTheSchema() throws IOException {
        try (InputStream dsl = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(dsl);
        }
    }

    static List<Path> files() throws IOException {
        return filesBelow(ROUTES);
    }

    static List<Path> available() throws IOException {
        return filesBelow(ROUTES.resolve("available"));
    }

    static List<Path> destinations() throws IOException {
        return filesBelow(ROUTES.resolve("destinations"));
    }

    static List<Path> destinationsInForceAndReadyMade() throws IOException {
        return Stream.concat(destinations().stream(), available().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void passTheSchemaOfTheDSL(Path file) throws IOException {
        assertThat(schema.validate(YAML.readTree(file.toFile()))).isEmpty();
    }

    @Test
    void wouldNotPassWithAMisspeltStep() throws IOException {
        String misspelt = Files.readString(ROUTES.resolve("callback.camel.yaml")).replaceFirst("- multicast:", "- multicats:");
        assertThat(schema.validate(YAML.readTree(misspelt))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void beginWithTheSchemaForEditorsAndAWordForWhomTheyAre(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).startsWith("# yaml-language-server: $schema=https://").endsWith("/camelYamlDsl.json");
        assertThat(lines.stream().takeWhile(line -> line.startsWith("#"))).anyMatch(line -> line.matches("# For:? .+"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void sayWhatEachRouteDoes(Path file) throws IOException {
        for (JsonNode route : routes(file)) {
            assertThat(route.path("id").asText()).as("id in " + file).matches("[a-z]+(-[a-z]+)*");
            assertThat(route.path("description").asText())
                    .as("description of " + route.path("id").asText())
                    .matches("[A-Z][^.]*\\.");
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void haveACommentAboveEachRoute(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).matches("- (route|routeConfiguration|rest|routeTemplate):.*")) {
                assertThat(lines.get(i - 1)).as("above line " + (i + 1) + " of " + file).startsWith("# ");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("destinations")
    void nameADestinationOnceAndForAll(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".camel.yaml", "");
        JsonNode route = routes(file).stream()
                .filter(each -> each.path("id").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no route " + name));
        assertThat(route.at("/from/uri").asText()).isEqualTo("jms:transfers." + name);
        // Its failures and headers are looked after by the configuration "delivery", which the loader adds.
        assertThat(route.has("routeConfigurationId")).isFalse();
        JsonNode fanOut = routes(ROUTES.resolve("callback.camel.yaml")).stream()
                .filter(each -> each.path("id").asText().equals("fan-out"))
                .findFirst()
                .orElseThrow();
        assertThat(fanOut.findValuesAsText("uri")).contains("jms:transfers." + name);
    }

    @ParameterizedTest
    @MethodSource("destinationsInForceAndReadyMade")
    void haveTheSameHeadingsWhereTheyAreOfADestination(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".camel.yaml", "");
        assertThat(Files.readString(file)).startsWith(Files.readAllLines(file).get(0) + "\n#\n# The destination \"" + name + "\": ");
        assertThat(Files.readAllLines(file).stream()
                        .takeWhile(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("^# ([A-Z][a-z]+): .*", "$1"))
                        .filter(line -> !line.startsWith("#")))
                .containsExactly("For", "Set", "Sends", "Failures", "Jar");
        JsonNode route = routes(file).get(0);
        assertThat(route.path("id").asText()).isEqualTo(name);
        assertThat(route.at("/from/uri").asText()).isEqualTo("jms:transfers." + name);
    }

    @ParameterizedTest
    @MethodSource("available")
    void nameEachVariableThatTheyReadAtTheTopWithItsDefault(Path file) throws IOException {
        String text = Files.readString(file);
        String top = text.lines().takeWhile(line -> line.startsWith("#")).collect(Collectors.joining("\n"));
        Pattern variable = Pattern.compile("\\{\\{([A-Z][A-Z0-9_]*)(?::([^}]*))?}}");
        assertThat(variable.matcher(text).results().toList()).allSatisfy(read -> {
            assertThat(top).containsPattern("\\b" + read.group(1) + "\\b");
            if (read.group(2) != null) {
                assertThat(top).contains(read.group(2));
            }
        });
    }

    /** Another version would not fit those in the jar; these are tested. */
    @Test
    void tellToAddTheJarsThatWereTested() throws IOException {
        Pattern artifact = Pattern.compile("-Dartifact=[^:\\s]+:([^:\\s]+):(\\S+)");
        List<Path> told = new ArrayList<>(available());
        Stream.of(Path.of("docs/destinations.md")).filter(Files::exists).forEach(told::add);
        List<String> jars = new ArrayList<>();
        for (Path file : told) {
            artifact.matcher(Files.readString(file)).results().forEach(found -> jars.add("/" + found.group(1) + "-" + found.group(2) + ".jar"));
        }
        String tested = System.getProperty("java.class.path") + System.getProperty("surefire.test.class.path", "");
        assertThat(jars).hasSizeGreaterThanOrEqualTo(6).allSatisfy(jar -> assertThat(tested).contains(jar));
    }

    @Test
    void giveEachIdOnce() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files()) {
            routes(file).forEach(route -> ids.add(route.path("id").asText()));
        }
        assertThat(ids).contains("callback", "fan-out", "audit", "email", "slack", "other-callbacks").doesNotHaveDuplicates();
    }

    /** Routes, route configurations and REST services alike. */
    private static List<JsonNode> routes(Path file) throws IOException {
        return StreamSupport.stream(YAML.readTree(file.toFile()).spliterator(), false)
                .flatMap(entry -> Stream.of("route", "routeConfiguration", "rest").map(entry::path))
                .filter(JsonNode::isObject)
                .toList();
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        }
    }
}
