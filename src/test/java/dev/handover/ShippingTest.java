package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that put Handover on a machine: they name what there is. */
class ShippingTest {

    private static final Path ENVIRONMENT = Path.of("ops/handover.env");
    private static final Path UNIT = Path.of("ops/handover.service");
    private static final String OF_THE_C_LIBRARY = "MALLOC_MMAP_THRESHOLD_";
    private static final Set<String> INSTRUCTIONS = Set.of(
            "FROM", "ARG", "ENV", "LABEL", "WORKDIR", "COPY", "ADD", "RUN", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK",
            "SHELL", "ONBUILD", "ENTRYPOINT", "CMD");
    private static final String TAGGED = "[a-z][-a-z0-9./]*:[0-9][-\\w.]*(@sha256:[0-9a-f]{64})?( AS [a-z]+)?";

    @Test
    void aContainerIsNobodyAndWritesOnlyToItsData() throws IOException {
        JsonNode pod = Manifest.read().pod();
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
        JsonNode routes = Manifest.read().pod().path("volumes").findParent("optional");
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
        assertThat(instructions("EXPOSE")).containsExactly(Manifest.read().pod().at("/containers/0/ports/0/containerPort").asText());
    }

    @Test
    void systemdKnowsEveryLineOfTheUnit(@TempDir Path folder) throws Exception {
        Tool systemd = Tool.assumed("systemd-analyze");
        // Every machine has a shell there, and not every one a Java.
        String unit = Files.readString(UNIT).replace("ExecStart=/usr/bin/java ", "ExecStart=/bin/sh ");
        assertThat(complaints(systemd, folder, unit)).isEmpty();
        assertThat(complaints(systemd, folder, unit.replace("ProtectHome=", "ProtectHom="))).hasSize(1);
        assertThat(complaints(systemd, folder, unit.replace("MemoryMax=1G", "MemoryMax=1GG"))).hasSize(1);
    }

    @Test
    void theDockerfileIsWhatDockerReads() throws Exception {
        String joined = Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", "");
        assertThat(joined.lines().filter(line -> !line.isBlank()).map(line -> line.split(" ")[0])).isSubsetOf(INSTRUCTIONS);
        assertThat(instructions("FROM")).hasSize(2).allMatch(from -> from.matches(TAGGED));
        // What is no list in JSON, Docker gives to a shell.
        List<String> commands = Stream.concat(instructions("RUN").stream(), instructions("ENTRYPOINT").stream())
                .map(command -> command.replaceFirst("^--mount=\\S+ ", ""))
                .toList();
        assertThat(commands).hasSize(4).allSatisfy(
                command -> assertThat(new ObjectMapper().readValue(command, String[].class)).isNotEmpty());
    }

    @Test
    void hadolintFindsNothingInTheDockerfile() throws Exception {
        Tool.assumed("hadolint").run("--failure-threshold", "warning", "Dockerfile");
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
        Manifest.read().pod().at("/containers/0/env").forEach(each -> set.add(each.path("name").asText()));
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

    /** What systemd says of the unit; it fails for some of it only, and may say something of the machine's own units too. */
    private static List<String> complaints(Tool systemd, Path folder, String unit) throws Exception {
        Path file = Files.writeString(folder.resolve("handover.service"), unit);
        return systemd.run("verify", "--man=no", file.toString()).lines().filter(line -> line.contains("handover.service")).toList();
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
