package dev.handover.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.routes.CheckedRoutes;
import dev.handover.routes.FaultyRoutes;
import dev.handover.routes.RouteFiles;
import dev.handover.routes.RouteSet;
import dev.handover.routes.TriedDestination;
import dev.handover.routes.WouldSend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code try DIR --event FILE --destination NAME}: what a destination would send, printed or compared. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = "Runs one event through one destination's route, and prints what it would send; sends nothing.")
final class TryCommand implements Callable<Integer> {

    /** Whatever the receivers that answer with a code of their own call success. */
    private static final String SUCCESS =
            "{\"ok\": true, \"code\": 0, \"errcode\": 0, \"StatusCode\": 0, \"status\": \"success\"}";

    @Parameters(paramLabel = "DIR", description = "The routes folder.")
    private Path folder;

    @Option(names = "--event", required = true, paramLabel = "FILE", description = "The event's JSON; it may have facts beside its fields.")
    private Path event;

    @Option(names = "--destination", required = true, paramLabel = "NAME", description = "The destination.")
    private String destination;

    @Option(names = "--expected", paramLabel = "FILE", description = "What it should print: exit 1, and the first difference, when it does not.")
    private Path expected;

    @Option(names = "--answer", paramLabel = "FILE", description = "What the receiver answers, with HTTP 200. Default: success.")
    private Path answer;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return RoutesOnly.with(this::tryOne);
    }

    private int tryOne(ConfigurableApplicationContext application) throws IOException {
        RouteSet set = checked(application);
        if (!set.destinations().contains(destination)) {
            throw new CommandFailure("There is no destination " + destination + ". Known are " + String.join(", ", set.destinations()) + ".");
        }
        JsonNode json = json();
        String facts = json.has("facts") ? json.get("facts").toString() : null;
        String text;
        try {
            List<WouldSend> sent = new TriedDestination(application, set, destination)
                    .send(json.toString(), facts, answer == null ? SUCCESS : Files.readString(answer));
            text = sent.isEmpty() ? "nothing\n" : sent.stream().map(TryCommand::text).collect(Collectors.joining("---\n"));
        } catch (Exception e) {
            text = "fails: " + NestedExceptionUtils.getMostSpecificCause(e).getMessage() + "\n";
        }
        return report(set.withNames(text, application.getEnvironment()));
    }

    private RouteSet checked(ConfigurableApplicationContext application) throws IOException {
        try {
            return application.getBean(CheckedRoutes.class).parse(new RouteFiles(folder).read());
        } catch (FaultyRoutes e) {
            throw new CommandFailure(e.getMessage().replace(" | ", "\n"));
        }
    }

    private JsonNode json() throws IOException {
        try {
            return new ObjectMapper().readTree(event.toFile());
        } catch (JacksonException e) {
            throw new CommandFailure(event + " is no JSON. docs/destinations.md has an event to copy.");
        }
    }

    private static String text(WouldSend sent) {
        StringBuilder text = new StringBuilder("to: ").append(sent.uri()).append('\n');
        sent.headers().forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        return text.append('\n').append(sent.body() == null ? "" : sent.body().stripTrailing()).append('\n').toString();
    }

    private int report(String text) throws IOException {
        if (expected == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return text.startsWith("fails: ") ? 1 : 0;
        }
        List<String> wanted = Files.readAllLines(expected);
        List<String> found = text.lines().toList();
        for (int i = 0; i < Math.max(wanted.size(), found.size()); i++) {
            String want = i < wanted.size() ? wanted.get(i) : "(nothing more)";
            String got = i < found.size() ? found.get(i) : "(nothing more)";
            if (!want.equals(got)) {
                throw new CommandFailure(expected + ":" + (i + 1) + ": expected: " + want + "\n" + expected + ":" + (i + 1) + ": would be: " + got);
            }
        }
        spec.commandLine().getOut().println("as expected");
        return 0;
    }
}
