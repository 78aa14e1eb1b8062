package dev.handover.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead-letters list [DEST] | show DEST ID | replay DEST [ID]}: asks the running instance. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Lists, shows and replays what was given up, in the running instance.")
final class DeadLettersCommand {

    /** As many as the management port lists of a destination. */
    private static final int LISTED = 1000;

    @Mixin
    private ManagementPort management;

    @Spec
    private CommandSpec spec;

    @Command(mixinStandardHelpOptions = true, description = "Lists the dead letters of one destination, or of all.")
    int list(@Parameters(paramLabel = "DEST", arity = "0..1", description = "The destination.") String destination)
            throws Exception {
        JsonNode found = management.get(destination == null ? "deadletters" : path(destination));
        int[] count = {0};
        for (Map.Entry<String, JsonNode> entry : found.properties()) {
            for (JsonNode letter : entry.getValue()) {
                out().println(DeadLetterLine.of(entry.getKey(), letter));
                count[0]++;
            }
            if (entry.getValue().size() == LISTED) {
                out().println(entry.getKey() + ": these are the oldest " + LISTED + ", there may be more");
            }
        }
        if (count[0] == 0) {
            out().println("no dead letters");
        }
        return 0;
    }

    @Command(mixinStandardHelpOptions = true, description = "Shows the dead letters of one event, with the event.")
    int show(
            @Parameters(paramLabel = "DEST", description = "The destination.") String destination,
            @Parameters(paramLabel = "ID", description = "The event's id.") UUID id)
            throws Exception {
        JsonNode letters = management.get(path(destination) + "/" + id);
        out().println(DeadLetterLine.json(letters));
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Delivers the dead letters of one event again, or all of a destination; asks nothing.")
    int replay(
            @Parameters(paramLabel = "DEST", description = "The destination.") String destination,
            @Parameters(paramLabel = "ID", arity = "0..1", description = "The event's id; without it: all.") UUID id)
            throws Exception {
        JsonNode answer = management.post(path(destination) + (id == null ? "" : "/" + id));
        out().println("replayed: " + answer.path("replayed").asInt());
        return 0;
    }

    private static String path(String destination) {
        if (!destination.matches("[A-Za-z0-9_-]+")) {
            throw ManagementPort.notFound();
        }
        return "deadletters/" + destination;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
