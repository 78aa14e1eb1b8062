package dev.handover.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code copy-routes [DIR]}: the built-in files of routes and templates, to be edited. */
@Command(
        name = "copy-routes",
        mixinStandardHelpOptions = true,
        description = "Copies the built-in routes, the ready-made destinations and the templates into a folder that is not there yet.")
final class CopyRoutesCommand implements Callable<Integer> {

    private static final String BUILT_IN = "/routes/";

    @Parameters(paramLabel = "DIR", arity = "0..1", defaultValue = "routes", description = "Default: ${DEFAULT-VALUE}.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(folder)) {
            throw new CommandFailure(folder + " is there already: nothing was copied.");
        }
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:" + BUILT_IN + "**/*.*")) {
            String url = file.getURL().toString();
            Path copy = folder.resolve(url.substring(url.lastIndexOf(BUILT_IN) + BUILT_IN.length()));
            Files.createDirectories(copy.getParent());
            try (InputStream text = file.getInputStream()) {
                Files.copy(text, copy);
            }
        }
        spec.commandLine().getOut().println(folder);
        return 0;
    }
}
