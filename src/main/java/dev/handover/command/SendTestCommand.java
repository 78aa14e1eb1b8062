package dev.handover.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code send-test --to DEST}: has the running instance send a test message through a destination, and reports the outcome. */
@Command(
        name = "send-test",
        mixinStandardHelpOptions = true,
        description = "Sends a message that is marked as a test through a destination of the running instance.")
final class SendTestCommand implements Callable<Integer> {

    private static final String NOT_FOUND = "There is no destination of that name that takes test messages.";

    @Option(names = "--to", required = true, paramLabel = "DEST", description = "The destination, such as email or slack.")
    private String destination;

    @Option(
            names = "--recipient",
            paramLabel = "ADDRESS",
            defaultValue = "",
            description = "A mail address, which email needs; with a Slack token a channel, else its own.")
    private String recipient;

    @Option(names = "--lang", paramLabel = "LANGUAGE", defaultValue = "", description = "The language, such as zh.")
    private String language;

    @Mixin
    private ManagementPort management;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!destination.matches("[A-Za-z0-9_-]+")) {
            throw new CommandFailure(NOT_FOUND);
        }
        Map<String, String> body = Map.of("recipient", recipient, "language", language);
        JsonNode answer = management.post("testmessage/" + destination, body, NOT_FOUND);
        if (answer.path("outcome").asText().equals("sent")) {
            spec.commandLine().getOut().println("sent");
            return 0;
        }
        throw new CommandFailure("failed (" + answer.path("reason").asText() + "): " + answer.path("failure").asText());
    }
}
