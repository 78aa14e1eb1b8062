package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files that put Handover on a machine: they name what there is. */
class ShippingTest {

    private static final Path MANIFEST = Path.of("ops/kubernetes.yaml");
    private static final Path ENVIRONMENT = Path.of("ops/handover.env");
    private static final Path UNIT = Path.of("ops/handover.service");
    private static final String OF_THE_C_LIBRARY = "MALLOC_MMAP_THRESHOLD_";
    private static final Map<String, Class<?>> KINDS =
            Map.of("ConfigMap", ConfigMap.class, "Service", Service.class, "StatefulSet", StatefulSet.class);

    /** Knows the fields of Kubernetes and no others: its models would keep those that they do not know. */
    private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory()).setAnnotationIntrospector(
            new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    @Test
    void kubernetesKnowsEveryFieldOfItsManifest() throws IOException {
        List<JsonNode> all = manifest();
        assertThat(all).extracting(each -> each.path("kind").asText()).containsOnlyOnceElementsOf(KINDS.keySet());
        for (JsonNode each : all) {
            assertThat(known(each)).isNotNull();
        }
        JsonNode misspelt = manifest().get(0);
        ((ObjectNode) misspelt.path("metadata")).put("nmae", "x");
        assertThatThrownBy(() -> known(misspelt)).hasMessageContaining("nmae");
    }

    @Test
    void aContainerIsNobodyAndWritesOnlyToItsData() throws IOException {
        JsonNode pod = pod();
        JsonNode container = pod.path("containers").path(0);
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(20);
        String user = pod.at("/securityContext/runAsUser").asText();
        assertThat(instructions("USER")).containsExactly(user + ":" + user);
        assertThat(instructions("VOLUME")).containsExactly("/data");
        assertThat(container.path("volumeMounts"))
                .filteredOn(mount -> !mount.path("readOnly").asBoolean())
                .extracting(mount -> mount.path("mountPath").asText())
                .containsExactly("/data", "/tmp");
    }

    @Test
    void theManifestMountsEveryRouteOfOurs() throws IOException {
        JsonNode routes = pod().path("volumes").findParent("optional");
        List<String> mounted = new ArrayList<>();
        routes.path("items").forEach(item -> mounted.add(item.path("path").asText()));
        try (Stream<Path> files = Stream.concat(Files.list(Path.of("routes")), Files.list(Path.of("routes/destinations")))) {
            List<String> ours = files.filter(file -> file.toString().endsWith(".camel.yaml"))
                    .map(file -> Path.of("routes").relativize(file).toString())
                    .toList();
            assertThat(mounted).containsExactlyInAnyOrderElementsOf(ours);
        }
    }

    @Test
    void theImageCopiesWhatThereIsAndStartsHandover() throws Exception {
        List<String> copies = instructions("COPY");
        assertThat(copies).filteredOn(copy -> !copy.startsWith("--from=")).hasSizeGreaterThan(1).allSatisfy(copy -> {
            String source = copy.split(" ")[0];
            assertThat(source.equals("target/handover.jar") || Files.exists(Path.of(source))).as(source).isTrue();
        });
        assertThat(Pattern.compile("--mount=type=bind,source=(\\S+),target=(\\S+) \\[\"\\2\"")
                        .matcher(String.join("\n", instructions("RUN")))
                        .results()
                        .map(run -> Path.of(run.group(1))))
                .hasSize(1)
                .allMatch(Files::isExecutable);
        List<String> entry = list(instructions("ENTRYPOINT").get(0));
        assertThat(Class.forName(entry.get(entry.size() - 1))).hasDeclaredMethods("main");
        assertThat(Files.exists(Path.of("ops").resolve(entry.get(1).substring(1)))).isTrue();
        assertThat(instructions("EXPOSE")).containsExactly(pod().at("/containers/0/ports/0/containerPort").asText());
    }

    @Test
    void theServiceAndTheManifestSetOnlyWhatTheReadmeLists() throws IOException {
        List<String> listed = MarkdownFile.of(Path.of("README.md")).find("^\\| `([A-Z][A-Z0-9_]*)` \\|").stream()
                .map(row -> row.group(1))
                .toList();
        List<String> set = new ArrayList<>();
        Pattern variable = Pattern.compile("(?m)^#?([A-Z][A-Z0-9_]*)=");
        variable.matcher(Files.readString(ENVIRONMENT)).results().map(match -> match.group(1)).forEach(set::add);
        Pattern inUnit = Pattern.compile("(?m)^Environment=([A-Z][A-Z0-9_]*)=");
        inUnit.matcher(Files.readString(UNIT)).results().map(match -> match.group(1)).forEach(set::add);
        pod().at("/containers/0/env").forEach(each -> set.add(each.path("name").asText()));
        assertThat(set).hasSizeGreaterThan(15).contains(OF_THE_C_LIBRARY);
        set.remove(OF_THE_C_LIBRARY);
        assertThat(listed).containsAll(set);
    }

    @Test
    void theUnitAndTheImageGiveLargePiecesOfMemoryBackAsTheBenchDoes() throws IOException {
        Pattern value = Pattern.compile(OF_THE_C_LIBRARY + "=(\\d+)");
        String bench = value.matcher(Files.readString(Path.of("bench/run"))).results().findFirst().orElseThrow().group(1);
        assertThat(Files.readString(UNIT)).containsOnlyOnce("Environment=" + OF_THE_C_LIBRARY + "=" + bench + "\n");
        assertThat(instructions("ENV")).singleElement().asString().contains(OF_THE_C_LIBRARY + "=" + bench);
    }

    private Object known(JsonNode resource) throws JsonProcessingException {
        return yaml.treeToValue(resource, KINDS.get(resource.path("kind").asText()));
    }

    private List<JsonNode> manifest() throws IOException {
        try (MappingIterator<JsonNode> documents = yaml.readerFor(JsonNode.class).readValues(MANIFEST.toFile())) {
            return documents.readAll();
        }
    }

    private JsonNode pod() throws IOException {
        return manifest().stream()
                .filter(each -> each.path("kind").asText().equals("StatefulSet"))
                .map(each -> each.at("/spec/template/spec"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> instructions(String name) throws IOException {
        return Pattern.compile("(?m)^" + name + " (.*)$")
                .matcher(Files.readString(Path.of("Dockerfile")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> list(String text) {
        return Pattern.compile("\"([^\"]*)\"").matcher(text).results().map(item -> item.group(1)).toList();
    }
}
