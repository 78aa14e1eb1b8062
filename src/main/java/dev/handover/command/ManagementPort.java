package dev.handover.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The management port of the running instance, found as the instance itself finds it. */
final class ManagementPort {

    private static final String NOT_FOUND = "There is no such destination or dead letter.";

    @Option(
            names = "--url",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "The management port. Default: http://127.0.0.1:10016, or as MANAGEMENT_ADDRESS and MANAGEMENT_PORT say.")
    private URI given;

    /** Not options: arguments are seen by every user of the machine. */
    private final Environment environment = new StandardEnvironment();

    URI url() {
        if (given != null) {
            return given;
        }
        String address = setting("MANAGEMENT_ADDRESS", "127.0.0.1");
        boolean bare = address.contains(":") && !address.startsWith("[");
        return URI.create("http://" + (bare ? "[" + address + "]" : address) + ":" + setting("MANAGEMENT_PORT", "10016"));
    }

    private String setting(String name, String otherwise) {
        String value = environment.getProperty(name, "");
        return value.isEmpty() ? otherwise : value;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(path, HttpRequest.newBuilder().GET(), NOT_FOUND);
    }

    JsonNode post(String path) throws IOException, InterruptedException {
        return send(path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()), NOT_FOUND);
    }

    /** @param notFound what to say when the instance does not know the path */
    JsonNode post(String path, Map<String, String> body, String notFound) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher json = HttpRequest.BodyPublishers.ofByteArray(new ObjectMapper().writeValueAsBytes(body));
        return send(path, HttpRequest.newBuilder().header("Content-Type", "application/json").POST(json), notFound);
    }

    /**
     * @param notFound what to say when the instance does not know the path
     * @param conflict what to say when it cannot be done now
     */
    JsonNode delete(String path, String notFound, String conflict) throws IOException, InterruptedException {
        return send(path, HttpRequest.newBuilder().DELETE(), notFound, conflict);
    }

    private JsonNode send(String path, HttpRequest.Builder request, String notFound) throws IOException, InterruptedException {
        return send(path, request, notFound, "The running instance refuses that now.");
    }

    private JsonNode send(String path, HttpRequest.Builder request, String notFound, String conflict)
            throws IOException, InterruptedException {
        // A replay of many letters takes its time; the others are done in milliseconds.
        request.uri(URI.create(url() + "/actuator/" + path)).timeout(Duration.ofMinutes(10));
        String username = setting("MANAGEMENT_USERNAME", "");
        if (!username.isEmpty()) {
            byte[] credentials = (username + ":" + setting("MANAGEMENT_PASSWORD", ""))
                    .getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        HttpResponse<byte[]> response;
        try {
            response = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(5))
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new CommandFailure("Nothing listens at " + url() + ". Is Handover running? Set MANAGEMENT_PORT or --url.");
        }
        return switch (response.statusCode()) {
            case 200 -> new ObjectMapper().readTree(response.body());
            case 401 -> throw new CommandFailure("The running instance asks for credentials: set MANAGEMENT_USERNAME and"
                    + " MANAGEMENT_PASSWORD as it has them.");
            case 404 -> throw new CommandFailure(notFound);
            case 409 -> throw new CommandFailure(conflict);
            default -> throw new CommandFailure("The running instance answered HTTP " + response.statusCode() + ".");
        };
    }

    static CommandFailure notFound() {
        return new CommandFailure(NOT_FOUND);
    }
}
