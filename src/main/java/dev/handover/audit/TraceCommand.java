package dev.handover.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code trace}: what became of an event, read from the audit; the service need not run. */
@Command(
        name = "trace",
        description = "Shows what became of the events with an id, operationID or groupID, the newest first, as the audit tells it. Exits "
                + "with 1 when there are none.",
        mixinStandardHelpOptions = true)
public final class TraceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", description = "An event's id, an operationID, or a groupID.")
    private String key;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where the audit files are; $DATA_DIR/audit when not given, data/audit without DATA_DIR.")
    private Path directory;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "As many events at most. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (limit < 1 || limit > Trails.MOST) {
            throw new ParameterException(spec.commandLine(), "--limit is from 1 to " + Trails.MOST);
        }
        Path chosen = directory == null ? DayFile.directory(System.getenv()) : directory;
        PrintWriter out = spec.commandLine().getOut();
        if (!Files.isDirectory(chosen)) {
            out.println(VisibleText.of("no audit files in " + chosen));
            return 1;
        }
        List<EventTrail> trails = new Trails(chosen).of(key, limit);
        trails.forEach(trail -> out.println(TrailText.of(trail)));
        if (trails.isEmpty()) {
            out.println("no event with that id, operationID or groupID");
        } else if (trails.size() == limit) {
            out.println("these are the newest " + limit + ", there may be more: --limit");
        }
        return trails.isEmpty() ? 1 : 0;
    }
}
