package dev.handover.command;

import dev.handover.delivery.Failures;
import dev.handover.delivery.Secrets;
import dev.handover.routes.CheckedRoutes;
import dev.handover.routes.FaultyRoutes;
import dev.handover.routes.RouteSet;
import dev.handover.routes.TriedDestination;
import dev.handover.routes.WouldSend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code try DIR --event FILE --destination NAME}: what a destination would send, printed or compared. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = "Runs events through one destination's route, and prints what it would send; sends nothing.")
final class TryCommand implements Callable<Integer> {

    /** What the receivers that answer with a code of their own call success. */
    private static final String SUCCESS =
            "{\"ok\": true, \"code\": 0, \"errcode\": 0, \"actionCode\": 0, \"status\": \"success\"}";
    private static final String FAILS = "fails: ";

    @Mixin
    private RoutesArgument routes;

    @Option(
            names = "--event",
            required = true,
            paramLabel = "FILE",
            description = "An event's JSON; it may have facts beside its fields. Or a folder: each NAME.json in it must print NAME.expected.")
    private Path events;

    @Option(names = "--destination", required = true, paramLabel = "NAME", description = "The destination.")
    private String destination;

    @Option(names = "--expected", paramLabel = "FILE", description = "What it should print: exit 1, and the first difference, when it does not.")
    private Path expected;

    @Option(names = "--answer", paramLabel = "FILE", description = "What the receiver answers, with HTTP 200. Default: success.")
    private Path answer;

    @Spec
    private CommandSpec spec;

    private final EventClock clock = new EventClock();
    private Secrets secrets;

    @Override
    public Integer call() throws Exception {
        Map<String, String> files = routes.read();
        return RoutesOnly.with(clock, application -> {
            secrets = application.getBean(Secrets.class);
            TriedDestination tried = new TriedDestination(application, checked(application, files), destination);
            tried.switchedOffBy().ifPresent(condition -> {
                throw new CommandFailure("The destination " + destination + " is switched off here: its precondition is " + condition + ".");
            });
            return Files.isDirectory(events) ? compareAll(tried) : one(tried);
        });
    }

    private RouteSet checked(ConfigurableApplicationContext application, Map<String, String> files) {
        try {
            RouteSet set = application.getBean(CheckedRoutes.class).parseWithSettingsAssumed(files);
            if (!set.destinations().contains(destination)) {
                throw new CommandFailure(
                        "There is no destination " + destination + ". There are " + String.join(", ", set.destinations()) + ".");
            }
            return set;
        } catch (FaultyRoutes e) {
            throw new CommandFailure(String.join(System.lineSeparator(), routes.lines(e.faults())));
        }
    }

    private int one(TriedDestination tried) throws IOException {
        String text = sent(tried, events);
        if (expected != null) {
            return compare(events, expected, text);
        }
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return text.startsWith(FAILS) ? 1 : 0;
    }

    private int compareAll(TriedDestination tried) throws IOException {
        try (Stream<Path> found = Files.list(events)) {
            List<Path> cases = found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
            if (cases.isEmpty()) {
                throw new CommandFailure(events + " has no *.json files.");
            }
            int worst = 0;
            for (Path each : cases) {
                Path wanted = each.resolveSibling(each.getFileName().toString().replaceFirst("json$", "expected"));
                worst = Math.max(worst, compare(each, wanted, sent(tried, each)));
            }
            return worst;
        }
    }

    private String sent(TriedDestination tried, Path file) throws IOException {
        TriedEvent event = TriedEvent.of(file);
        clock.set(event.acceptedAt());
        try {
            List<WouldSend> sent = tried.send(event.json(), event.facts(), answer == null ? SUCCESS : Files.readString(answer));
            String text = sent.stream().map(WouldSend::toString).collect(Collectors.joining("---\n"));
            return sent.isEmpty() ? "nothing\n" : tried.shown(text);
        } catch (Exception e) {
            return FAILS + tried.shown(Failures.inWords(e, clock, secrets)) + "\n";
        }
    }

    private int compare(Path event, Path wanted, String text) throws IOException {
        if (!Files.isReadable(wanted)) {
            throw new CommandFailure(wanted + " is not there. Read what is printed without it, and save that under this name.");
        }
        List<String> want = Files.readAllLines(wanted);
        List<String> found = text.lines().toList();
        for (int i = 0; i < Math.max(want.size(), found.size()); i++) {
            String expects = i < want.size() ? want.get(i) : "(nothing more)";
            String gets = i < found.size() ? found.get(i) : "(nothing more)";
            if (!expects.equals(gets)) {
                spec.commandLine().getOut().println(wanted + ":" + (i + 1) + ": expected: " + expects);
                spec.commandLine().getOut().println(wanted + ":" + (i + 1) + ": is:       " + gets);
                return 1;
            }
        }
        spec.commandLine().getOut().println(event + ": as expected");
        return 0;
    }
}
