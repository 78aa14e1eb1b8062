package dev.handover.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code destinations list | drop NAME}: the destinations of the running instance, and what is left of those it has no more. */
@Command(
        name = "destinations",
        mixinStandardHelpOptions = true,
        description = "Lists destinations, or discards what waits for one that has no route.")
final class DestinationsCommand {

    private static final String NOT_FOUND = "There is no queue of a destination of that name.";

    @Mixin
    private ManagementPort management;

    @Spec
    private CommandSpec spec;

    @Command(mixinStandardHelpOptions = true, description = "Lists each with what waits for it, removed and switched-off ones too.")
    int list() throws Exception {
        management.get("destinations").fields().forEachRemaining(each -> {
            JsonNode one = each.getValue();
            out().println(each.getKey() + (one.path("routed").asBoolean() ? "" : " (no route)") + ": waiting "
                    + one.path("waiting").asLong() + ", dead letters " + one.path("dead").asLong());
        });
        return 0;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Discards the events and the dead letters of a destination that has no route; asks nothing.")
    int drop(@Parameters(paramLabel = "NAME", description = "The destination.") String name) throws Exception {
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new CommandFailure(NOT_FOUND);
        }
        JsonNode dropped = management.delete(
                "destinations/" + name, NOT_FOUND, "Remove " + name + " from the routes of every instance first.");
        out().println("discarded: events " + dropped.path("waiting").asLong() + ", dead letters " + dropped.path("dead").asLong());
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
