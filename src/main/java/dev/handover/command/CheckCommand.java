package dev.handover.command;

import dev.handover.routes.CheckedRoutes;
import dev.handover.routes.Fault;
import dev.handover.routes.FaultyRoutes;
import dev.handover.routes.RouteSet;
import dev.handover.settings.Refused;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code check [DIR]}: what an edit of the routes is held against, without a server. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks the files of routes and the templates; exit 1 with file, line and remedy for each fault.")
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private RoutesArgument routes;

    @Option(
            names = "--assume-settings",
            description = "Takes each {{SETTING}} that is not set here for one that is set on the server.")
    private boolean settingsAssumed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Map<String, String> files = routes.read();
        List<Fault> overlooked = routes.overlooked();
        return RoutesOnly.with(Clock.systemUTC(), application -> {
            try {
                RouteSet set = parse(application.getBean(CheckedRoutes.class), files);
                return overlooked.isEmpty() ? good(set) : faulty(overlooked);
            } catch (FaultyRoutes e) {
                List<Fault> all = new ArrayList<>(e.faults());
                all.addAll(overlooked);
                return faulty(all);
            } catch (Refused e) {
                throw new CommandFailure(e.getMessage());
            }
        });
    }

    private RouteSet parse(CheckedRoutes checked, Map<String, String> files) {
        return settingsAssumed ? checked.parseWithSettingsAssumed(files) : checked.parse(files);
    }

    private int good(RouteSet set) {
        out().println("ok: " + routes + ", destinations " + String.join(", ", set.destinations()) + ", hash " + set.hash());
        return 0;
    }

    private int faulty(List<Fault> faults) {
        routes.lines(faults).forEach(out()::println);
        out().flush();
        PrintWriter summary = spec.commandLine().getErr();
        summary.println(faults.size() == 1 ? "1 fault" : faults.size() + " faults");
        if (faults.stream().anyMatch(Fault::isUnsetSetting)) {
            summary.println("Where the server has settings that this machine lacks: check --assume-settings");
        }
        summary.flush();
        return 1;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
