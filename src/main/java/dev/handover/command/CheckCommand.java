package dev.handover.command;

import dev.handover.routes.CheckedRoutes;
import dev.handover.routes.Fault;
import dev.handover.routes.FaultyRoutes;
import dev.handover.routes.RouteFiles;
import dev.handover.routes.RouteSet;
import dev.handover.settings.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check [DIR]}: what an edit of the routes is held against, without a server. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks the files of routes and the templates; exit 1 with file, line and remedy for each fault.")
final class CheckCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "${env:ROUTES_DIR:-routes}",
            description = "The routes folder. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return RoutesOnly.with(this::check);
    }

    private int check(ConfigurableApplicationContext application) throws IOException {
        try {
            RouteSet set = application.getBean(CheckedRoutes.class).parse(new RouteFiles(folder).read());
            spec.commandLine().getOut().println("ok: destinations " + String.join(", ", set.destinations()) + ", hash " + set.hash());
            return 0;
        } catch (FaultyRoutes e) {
            e.faults().stream().map(Fault::toString).forEach(spec.commandLine().getOut()::println);
            return 1;
        } catch (Refused e) {
            spec.commandLine().getOut().println(e.getMessage());
            return 1;
        }
    }
}
