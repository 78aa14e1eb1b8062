package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The real jar in a process of its own, in a folder of its own: started, killed, and started again by tests. It runs as
 * {@code ops/unpack} takes it apart, unless a test wants it whole.
 */
public final class HandoverProcess implements AutoCloseable {

    private static final Path JAR = Path.of("target", "handover.jar").toAbsolutePath();
    private static final Duration START = Duration.ofMinutes(5);
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> user = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final List<String> jvm = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    private final int port = freePort();
    private final int managementPort = freePort();
    private boolean whole;
    private Process process;

    public HandoverProcess(Path folder) {
        this.folder = folder;
        environment.put("SERVER_PORT", Integer.toString(port));
        environment.put("MANAGEMENT_PORT", Integer.toString(managementPort));
    }

    public HandoverProcess with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A setting without an environment variable. */
    public HandoverProcess withSetting(String name, String value) {
        arguments.add("--" + name + "=" + value);
        return this;
    }

    public HandoverProcess withJvm(String option) {
        jvm.add(option);
        return this;
    }

    /** By a user and a group of this number, without other groups. It takes root. */
    public HandoverProcess asUser(int id) {
        user.addAll(List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups"));
        return this;
    }

    /** As {@code java -jar}. */
    public HandoverProcess asOneJar() {
        whole = true;
        return this;
    }

    /** Starts it without waiting. */
    public HandoverProcess launch() {
        assertThat(JAR).as("the jar, which './mvnw verify' builds before these tests").exists();
        List<String> command = new ArrayList<>(user);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(whole ? List.of("-jar", JAR.toString()) : Unpacked.in(folder));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Starts it and waits until it takes callbacks. */
    public HandoverProcess start() {
        launch();
        awaitReadiness(true);
        return this;
    }

    public void awaitReadiness(boolean ready) {
        await().atMost(START).pollInterval(Duration.ofMillis(100)).until(() -> {
            assertThat(process.isAlive()).as("the process; see %s", log()).isTrue();
            return isReady() == ready;
        });
    }

    public boolean isReady() {
        try {
            return manage("GET", "health/readiness").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Asks the management port. */
    public HttpResponse<String> manage(String method, String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/actuator/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** As {@code kill -9} does: nothing is flushed, nothing is closed. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** SIGTERM, without waiting. */
    public void terminate() {
        process.destroy();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Waits for the end, and answers the exit code. */
    public int awaitExit(Duration atMost) {
        try {
            assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)).as("ended in time").isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public Path data() {
        return Path.of(environment.getOrDefault("DATA_DIR", folder.resolve("data").toString()));
    }

    public Path log() {
        return folder.resolve("handover.log");
    }

    public String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
        if (!whole) {
            Unpacked.outOf(folder);
        }
    }

    /** One that was not given out before: what it is for may not listen there yet. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            int port = socket.getLocalPort();
            return GIVEN.add(port) ? port : freePort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
