package dev.handover;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.command.HandoverCommand;
import dev.handover.settings.Looks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.awaitility.core.ThrowingRunnable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The Handover under test, with a data folder that nobody used before; a bean of its context. */
public final class Running {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> QUEUES = List.of(
            "transfers", "transfers.audit", "transfers.email", "transfers.slack", "dead.transfers", "dead.transfers.audit",
            "dead.transfers.email", "dead.transfers.slack");
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(10);

    private final ConfigurableApplicationContext context;
    private final Path data;
    private final int loggedBefore = LoggedLines.count();

    private Running(ConfigurableApplicationContext context, Path data) {
        this.context = context;
        this.data = data;
    }

    /** The folder for all that must last. */
    public Path data() {
        return data;
    }

    /** What Handover logged since the start of its context. */
    public List<String> logged() {
        return LoggedLines.after(loggedBefore);
    }

    /** A new connection to the port that OpenIM posts to. */
    public RawHttp connect() {
        return new RawHttp(callbackPort());
    }

    /** The port that OpenIM posts to. */
    public int callbackPort() {
        return port("local.server.port");
    }

    /** Asks the management port, and reads JSON. */
    public JsonNode manage(String path) throws IOException, InterruptedException {
        return json(manage("GET", path).body());
    }

    /** Sends the management port a request without a body, with its credentials where it has some. */
    public HttpResponse<String> manage(String method, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(managementUrl() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        String user = context.getEnvironment().getProperty("MANAGEMENT_USERNAME");
        if (user != null) {
            String credentials = user + ":" + context.getEnvironment().getProperty("MANAGEMENT_PASSWORD");
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public String managementUrl() {
        return "http://127.0.0.1:" + port("local.management.port");
    }

    /** Sends one request over a connection of its own. */
    public RawHttp.Response send(byte[] request) {
        try (RawHttp http = connect()) {
            return http.send(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawHttp.Response send(RawRequest request) {
        return send(request.bytes());
    }

    /** Waits until no queue holds anything, for a while: a message between two queues is seen in neither. */
    public void drain() {
        await().atMost(SOON).pollDelay(ZERO).pollInterval(OFTEN).during(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(QUEUES).allSatisfy(queue -> assertThat(queued(queue)).as(queue).isZero()));
    }

    /** Waits until the assertion holds, for as long as a busy machine may take. */
    public void eventually(ThrowingRunnable assertion) {
        await().atMost(SOON).pollDelay(ZERO).pollInterval(OFTEN).untilAsserted(assertion);
    }

    /** Waits until what Handover logs has {@code text} in one line. */
    public void awaitLogged(String text) {
        // Not anySatisfy: it writes a failure for each line, and there may be thousands.
        eventually(() -> assertThat(logged().stream().anyMatch(line -> line.contains(text))).as(text).isTrue());
    }

    /** Waits until what Handover logs has that this attempt failed, with a reason that begins like this. */
    public void awaitFailed(String destination, int attempt, String event, String reason) {
        String begin = destination + ": attempt " + attempt + " for event " + event + " of operation ";
        eventually(() -> assertThat(logged().stream().anyMatch(line -> line.contains(begin) && line.contains(" failed (" + reason)))
                .as(begin + reason)
                .isTrue());
    }

    /** The same of the first attempt for what came with an operationID, which nothing before it in a shared context has. */
    public void awaitFirstFailed(String destination, String operationID, String reason) {
        String begin = destination + ": attempt 1 for event ";
        String failed = " of operation " + operationID + " failed (" + reason;
        eventually(() -> assertThat(logged().stream().anyMatch(line -> line.startsWith(begin) && line.contains(failed)))
                .as(begin + "…" + failed)
                .isTrue());
    }

    /** How many messages the queue holds, those in delivery and those that wait for another attempt among them. */
    public long queued(String queue) {
        Queue found = queue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    private Queue queue(String name) {
        return context.getBean(EmbeddedActiveMQ.class).getActiveMQServer().locateQueue(name);
    }

    /** Looks at the files that may be edited now, and not when half a second is over. */
    public void look() {
        Looks.at(context);
    }

    /** Every line of the audit, oldest first. */
    public List<JsonNode> audited() {
        return files("audit").stream().flatMap(Running::lines).map(Running::json).toList();
    }

    /** The one event that was accepted about a group. */
    public JsonNode accepted(String groupID) {
        JsonNode line = accepted(groupID, 1).get(0);
        assertThat(line.path("event").asText()).isEqualTo("accepted");
        return line;
    }

    /** As many events as were accepted about a group; they have been delivered. */
    public List<JsonNode> accepted(String groupID, int count) {
        eventually(() -> assertThat(audited(groupID)).hasSizeGreaterThanOrEqualTo(count));
        drain();
        assertThat(audited(groupID)).as("audit lines of " + groupID).hasSize(count);
        return audited(groupID);
    }

    /** Sends an event of its own and waits until it is audited: what was stored before it has had its turn. */
    public JsonNode probe(String prefix) {
        String group = Callbacks.newGroup();
        Envelopes.assertStored(send(RawRequest.callback(Callbacks.body(group)).target(prefix + RawRequest.PATH)));
        return accepted(group);
    }

    /** The audit's lines about what came with one operationID. */
    public List<JsonNode> auditedOf(String operationID) {
        return audited().stream().filter(line -> line.path("operationID").asText().equals(operationID)).toList();
    }

    /** The audit's lines about one group. */
    public List<JsonNode> audited(String groupID) {
        return audited().stream().filter(line -> line.path("groupID").asText().equals(groupID)).toList();
    }

    /** The files of a folder of the data folder, by name. */
    public List<Path> files(String folder) {
        Path path = data.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the audit checked by the command that an auditor uses. */
    public void assertAuditIsWhole() {
        assertThat(HandoverCommand.execute(new String[] {"audit", "verify", data.resolve("audit").toString()}))
                .as("exit code of audit verify")
                .isZero();
    }

    private int port(String name) {
        return context.getEnvironment().getRequiredProperty(name, Integer.class);
    }

    private static Stream<String> lines(Path file) {
        try {
            String text = Files.readString(file);
            // Not a line that is being written.
            return text.substring(0, text.lastIndexOf('\n') + 1).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a context up: a fresh data folder, which goes away with the test run, and the settings of a subclass. */
    abstract static class Setup implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        /** Settings as {@code name=value}; what stands in for other servers becomes beans of the context. */
        abstract String[] settings(ConfigurableApplicationContext context);

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            try {
                Path data = Files.createTempDirectory("handover-");
                // They run when every context is closed.
                SpringApplication.getShutdownHandlers().add(() -> FileSystemUtils.deleteRecursively(data.toFile()));
                TestPropertyValues.of("handover.data-dir=" + data, "management.server.port=0").applyTo(context);
                TestPropertyValues.of(Arrays.stream(settings(context))).applyTo(context);
                context.getBeanFactory().registerSingleton("running", new Running(context, data));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
