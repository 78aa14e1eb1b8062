package dev.handover.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Artemis distribution as a process of its own, with {@code ops/broker.xml}: started, killed, and started again. */
final class ArtemisProcess implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("artemis.home", "target/apache-artemis"));
    private static final Path SETTINGS = Path.of("ops", "broker.xml");
    private static final String USER = "handover";
    private static final String PASSWORD = "a-password";

    private final Path instance;
    private final Path data;
    private final int port = HandoverProcess.freePort();
    private final List<String> arguments = new ArrayList<>(List.of("run"));
    private Process process;

    /** Makes the instance as docs/SCALING.md says. */
    ArtemisProcess(Path instance, Path data) {
        this.instance = instance;
        this.data = data;
        try {
            int made = process(
                            HOME.resolve("bin/artemis"),
                            List.of(
                                    "create", instance.toString(), "--user", USER, "--password", PASSWORD,
                                    "--role", "handover", "--require-login", "--no-web", "--no-autotune", "--silent"),
                            instance.resolveSibling(instance.getFileName() + "-create.log"))
                    .waitFor();
            assertThat(made).as("artemis create").isZero();
            Files.copy(SETTINGS, instance.resolve("etc/broker.xml"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Adds settings of a file of broker properties. */
    ArtemisProcess withProperties(Path file) {
        arguments.addAll(List.of("--properties", file.toAbsolutePath().toString()));
        return this;
    }

    HandoverProcess serve(HandoverProcess handover) {
        return serve(handover, url());
    }

    static HandoverProcess serve(HandoverProcess handover, String url) {
        return handover.with("ARTEMIS_MODE", "native")
                .with("ARTEMIS_BROKER_URL", url)
                .with("ARTEMIS_USER", USER)
                .with("ARTEMIS_PASSWORD", PASSWORD);
    }

    String url() {
        return "tcp://127.0.0.1:" + port;
    }

    static String user() {
        return USER;
    }

    static String password() {
        return PASSWORD;
    }

    /** Starts it without waiting. */
    ArtemisProcess launch() {
        try {
            process = process(instance.resolve("bin/artemis"), arguments, log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    ArtemisProcess start() {
        launch();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(process.isAlive()).as("the broker; see %s", log()).isTrue();
            return listens();
        });
        return this;
    }

    boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    String logText() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does: the script has become the broker. */
    void kill() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a machine that hangs: connections stay, and nobody answers. */
    void freeze(boolean frozen) throws IOException, InterruptedException {
        String signal = frozen ? "-STOP" : "-CONT";
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor()).isZero();
    }

    private Path log() {
        return instance.resolve("run.log");
    }

    private Process process(Path script, List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toAbsolutePath().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("JAVA_ARGS", "-Xmx512m -XX:TieredStopAtLevel=1");
        builder.environment().put("JAVA_ARGS_APPEND", "-Dbroker.port=" + port + " -Dbroker.data=" + data);
        return builder.start();
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
