package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.sun.net.httpserver.HttpServer;
import dev.handover.callback.Callback;
import dev.handover.callback.Event;
import dev.handover.command.HandoverCommand;
import dev.handover.envelope.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** The README and the pages that it links stay true. */
class ReadmeTest {

    private static final MarkdownFile README = MarkdownFile.of(Path.of("README.md"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @Nested
    class Settings {

        @Test
        void listsEveryEnvironmentVariableWithItsDefault() throws IOException {
            Pattern placeholder = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*):([^}]*)}");
            String settings = Files.readString(Path.of("application.yaml")).replaceAll("(?m)^\\s*#.*$", "");
            Map<String, String> read = defaults(placeholder.matcher(settings).results());
            Map<String, String> listed =
                    defaults(README.find("^\\| `([A-Z][A-Z0-9_]*)` \\| (?:`([^`]*)` )?\\|").stream());

            assertThat(read).hasSizeGreaterThan(20);
            assertThat(listed).containsExactlyEntriesOf(read);
        }

        @Test
        void namesNoVariableOfOursThatIsNotInTheTable() {
            List<String> listed =
                    README.find("^\\| `([A-Z][A-Z0-9_]*)` \\|").stream().map(row -> row.group(1)).toList();
            String ours = "\\b((?:SMTP|MAIL|SLACK|WEBHOOK|APP_BACKEND|DELIVERY|ARTEMIS|MANAGEMENT)_[A-Z_]+[A-Z])\\b";
            List<String> named = README.find(ours).stream()
                    .map(match -> match.group(1))
                    .toList();

            assertThat(listed).containsAll(named);
        }

        private static Map<String, String> defaults(Stream<MatchResult> found) {
            return found.collect(Collectors.toMap(
                    match -> match.group(1),
                    match -> match.group(2) == null ? "" : match.group(2),
                    (first, second) -> first,
                    TreeMap::new));
        }
    }

    @Nested
    class Commands {

        @Test
        void areWhatTheJarTakes() throws IOException {
            String command = "java (?:-jar \\S*handover\\.jar|-cp \\S+ dev\\.handover\\.Handover) +([^\\n`#&|]+)";
            List<String> shown = documents().stream()
                    .flatMap(document -> document.find(command).stream())
                    .map(match -> match.group(1).trim())
                    .toList();

            assertThat(shown).hasSizeGreaterThan(20).allSatisfy(ReadmeTest.Commands::parses);
        }

        @Test
        void ofTheWrapperCanBeRun() {
            assertThat(README.text()).contains("./mvnw spring-boot:run", "./mvnw verify");
            assertThat(Path.of("mvnw")).isExecutable();
        }

        /** Nothing of it is run. */
        private static void parses(String shown) {
            String[] words = shown.replaceAll("\\bID\\b", "01a20ba3-f98c-7115-8a1f-7cbe603ba5d0").split("\\s+");
            CommandLine command = new CommandLine(new HandoverCommand());
            assertThatCode(() -> command.parseArgs(words)).as(shown).doesNotThrowAnyException();
            List<CommandLine> named = command.getParseResult().asCommandLineList();
            assertThat(command.getParseResult().isVersionHelpRequested() || named.get(named.size() - 1).getSubcommands().isEmpty())
                    .as("names a command to its end: %s", shown)
                    .isTrue();
        }
    }

    @Nested
    class Links {

        @Test
        void leadToFilesThatExist() throws IOException {
            for (MarkdownFile document : documents()) {
                assertThat(document.linkedFiles()).as(document.path().toString()).allSatisfy(file -> assertThat(file)
                        .exists());
            }
        }

        @Test
        void leadToHeadingsThatExist() throws IOException {
            for (MarkdownFile document : documents()) {
                assertThat(document.anchors()).as(document.path().toString()).containsAll(document.linkedHeadings());
            }
        }
    }

    @Nested
    class TryIt {

        private final String curl = README.blocks("sh").stream()
                .filter(block -> block.startsWith("curl "))
                .findFirst()
                .orElseThrow();

        @Test
        void sendsWhatTheRouteTakes() throws IOException {
            JsonNode body = JSON.readTree(first(curl, "-d '([^']*)'"));
            List<String> fields = Arrays.stream(Callback.class.getRecordComponents())
                    .map(component -> component.getName())
                    .toList();

            assertThat(curl).contains("http://127.0.0.1:10006/" + Callback.COMMAND + " ");
            assertThat(curl).contains("-H 'Content-Type: application/json'", "-H 'operationID: op-1'");
            assertThat(body.fieldNames()).toIterable().containsExactlyElementsOf(fields);
            assertThat(body.get("callbackCommand").asText()).isEqualTo(Callback.COMMAND);
            assertThat(body).allSatisfy(value -> assertThat(value.asText()).isNotBlank());
            assertThat(body.get("oldOwnerUserID")).isNotEqualTo(body.get("newOwnerUserID"));
        }

        @Test
        void showsTheEnvelopeOfSuccess() {
            String envelope = new String(Answer.STORED.envelope("").json(), StandardCharsets.UTF_8);

            assertThat(README.blocks("json").get(0).strip()).isEqualTo(envelope);
        }

        @Test
        void showsAnAuditLineThatIsTrueToItsHash() throws Exception {
            String line = README.blocks("json").get(1).strip();
            String hashed = line.replaceAll(",\"hash\":\"[0-9a-f]*\"}$", "}");
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(hashed.getBytes(StandardCharsets.UTF_8));

            assertThat(JSON.readTree(line).get("hash").asText()).isEqualTo(HexFormat.of().formatHex(digest));
            assertThat(JSON.readTree(first(curl, "-d '([^']*)'")).get("groupID")).isEqualTo(JSON.readTree(line).get("groupID"));
        }

        @Test
        void listsEveryAnswer() {
            List<String> listed = README.find("^\\| [^|]+ \\| (\\d{3} \\| \\d \\| \\d+ \\| \\d) \\|$").stream()
                    .map(row -> row.group(1))
                    .toList();
            List<String> given = Arrays.stream(Answer.values())
                    .map(answer -> {
                        var envelope = answer.envelope("");
                        return answer.status() + " | " + envelope.actionCode() + " | " + envelope.errCode() + " | "
                                + envelope.nextCode();
                    })
                    .toList();

            assertThat(listed).containsExactlyInAnyOrderElementsOf(given);
        }
    }

    @Nested
    class Examples {

        /** A destination is a list of routes, a rule a clause of a choice; the others are steps. */
        private static String complete(String example) {
            if (example.contains("- route:")) {
                return example;
            }
            boolean clause = example.startsWith("- simple:");
            return """
                    - route:
                        id: example
                        from:
                          uri: direct:example
                          steps:
                    """
                    + (clause ? "        - choice:\n            when:\n" : "")
                    + example.indent(clause ? 14 : 8)
                    + (clause ? "        - setBody:\n            constant: allowed\n" : "");
        }

        private static List<String> camelExamples() {
            return README.blocks("yaml").stream()
                    .filter(block -> new Yaml().load(block) instanceof List)
                    .toList();
        }

        private static String example(String containing) {
            return camelExamples().stream()
                    .filter(block -> block.contains(containing))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void passTheSchemaOfCamelsYaml() throws IOException {
            try (InputStream in = ReadmeTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
                JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(in);

                assertThat(camelExamples()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(example -> {
                    JsonNode yaml = JSON.valueToTree(new Yaml().load(complete(example)));
                    assertThat(schema.validate(yaml)).as(example).isEmpty();
                });
            }
        }

        @Test
        void deliverAnEventAsItIsAndNoHeaderWithIt() throws Exception {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            HttpServer crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            crm.createContext("/", request -> {
                received.add(request.getRequestMethod() + " "
                        + request.getRequestURI() + " "
                        + request.getRequestHeaders().getFirst("Content-Type") + " "
                        + request.getRequestHeaders().getFirst("eventID") + " "
                        + new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                request.sendResponseHeaders(204, -1);
                request.close();
            });
            crm.start();
            String url = "http://127.0.0.1:" + crm.getAddress().getPort() + "/transfers";
            String destination = example("id: crm")
                    .replace("description:", "routeConfigurationId: delivery\n    description:")
                    .replace("{{CRM_URL}}", url);
            try (CamelContext camel = new DefaultCamelContext()) {
                camel.addComponent("jms", new Queues());
                camel.getRegistry().bind("auditedOutcome", new NothingToTell());
                camel.getRegistry().bind("arrival", (Processor) exchange -> exchange.getMessage().removeHeaders("*"));
                camel.getRegistry().bind("traceDelivery", (Processor) exchange -> {});
                camel.getRegistry().bind("failedDelivery", (Processor) exchange -> {
                    throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
                });
                load(camel, Files.readString(Path.of("routes/delivery.camel.yaml")), destination);

                camel.createProducerTemplate()
                        .sendBodyAndHeaders(
                                "jms:transfers.crm",
                                "{\"version\":1}",
                                Map.of("eventID", "1", "CamelHttpUri", "http://evil.invalid"));

                assertThat(received.poll(10, TimeUnit.SECONDS))
                        .isEqualTo("POST /transfers application/json null {\"version\":1}");
            } finally {
                crm.stop(0);
            }
        }

        @Test
        void refuseWhatTheRuleSaysAndNothingElse() throws Exception {
            String rule = complete(example("direct:deny"));
            String deny = """
                    - route:
                        id: deny
                        from:
                          uri: direct:deny
                          steps:
                            - setBody:
                                constant: refused
                            - stop: {}
                    """;
            try (CamelContext camel = new DefaultCamelContext()) {
                load(camel, rule, deny);
                Function<String, Object> outcome = groupID -> camel.createProducerTemplate()
                        .requestBody("direct:example", SampleEvents.of(groupID, "a", "b"));

                assertThat(outcome.apply("legal-7")).isEqualTo("refused");
                assertThat(outcome.apply("Legal-7")).isEqualTo("allowed");
                assertThat(outcome.apply("' || 'legal-")).isEqualTo("allowed");
            }
        }

        @Test
        void askTheEventForFieldsThatItHas() {
            List<String> fields = Arrays.stream(Event.class.getRecordComponents())
                    .map(component -> component.getName())
                    .toList();

            assertThat(README.find("\\$\\{body\\.(\\w+)}")).isNotEmpty().allSatisfy(match -> assertThat(match.group(1))
                    .isIn(fields));
        }

        private static void load(CamelContext camel, String... files) throws Exception {
            List<Resource> resources = new ArrayList<>();
            for (int i = 0; i < files.length; i++) {
                resources.add(ResourceHelper.fromString("example" + i + ".camel.yaml", files[i]));
            }
            PluginHelper.getRoutesLoader(camel).loadRoutes(resources);
            camel.start();
        }

        /** Stands for the audit of deliveries. */
        static final class NothingToTell implements Processor {

            public boolean isDue() {
                return false;
            }

            @Override
            public void process(Exchange exchange) {
                throw new IllegalStateException("nothing is due");
            }
        }

        /** Stands for the broker: what is sent is taken at once. */
        private static final class Queues extends DirectComponent {

            @Override
            protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
                    throws Exception {
                parameters.clear();
                return super.createEndpoint(uri, remaining, parameters);
            }
        }
    }

    /** Those that people read. */
    private static List<MarkdownFile> documents() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            Stream<MarkdownFile> pages = docs.filter(path -> path.toString().endsWith(".md")).map(MarkdownFile::of);
            return Stream.concat(Stream.of(README, MarkdownFile.of(Path.of("SECURITY.md"))), pages).toList();
        }
    }

    private static String first(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .map(match -> match.group(1))
                .orElseThrow();
    }
}
