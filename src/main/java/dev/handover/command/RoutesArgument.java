package dev.handover.command;

import dev.handover.routes.Fault;
import dev.handover.routes.RouteFiles;
import dev.handover.settings.InvalidSetting;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The routes folder as a command's argument. */
final class RoutesArgument {

    private static final String EMPTY = "%s has no *.camel.yaml files. \"copy-routes\" makes a folder that has.";

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            defaultValue = "${env:ROUTES_DIR:-routes}",
            description = "The routes folder. Default: ${DEFAULT-VALUE}, and the built-in routes where there is no such folder.")
    private Path folder;

    @Spec(Target.MIXEE)
    private CommandSpec mixee;

    /** The texts in the folder, or in the jar when no folder was named and there is none. */
    Map<String, String> read() throws IOException {
        boolean named = mixee.commandLine().getParseResult().hasMatchedPositional(0);
        if (named && !Files.isDirectory(folder)) {
            throw new CommandFailure(folder + " is not a folder.");
        }
        try {
            RouteFiles files = new RouteFiles(folder);
            Map<String, String> texts = files.read();
            if (named && files.areBuiltIn()) {
                throw new CommandFailure(EMPTY.formatted(folder));
            }
            return texts;
        } catch (InvalidSetting e) {
            throw new CommandFailure(EMPTY.formatted(folder));
        } catch (FileSystemException e) {
            throw new CommandFailure(e.getFile() + " cannot be read.");
        }
    }

    /** A fault for each file that looks as if it were meant, and is not read. */
    List<Fault> overlooked() throws IOException {
        List<Fault> faults = new ArrayList<>();
        for (String below : List.of("", "destinations/")) {
            if (Files.isDirectory(folder.resolve(below))) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(below), "[!.]*.{yaml,yml}")) {
                    files.forEach(file -> overlooked(below + file.getFileName()).ifPresent(faults::add));
                }
            }
        }
        return faults;
    }

    private static Optional<Fault> overlooked(String name) {
        String right = name.replaceFirst("(\\.camel)?\\.ya?ml$", "") + ".camel.yaml";
        return name.equals(right)
                ? Optional.empty()
                : Optional.of(new Fault(name, 1, "This file is not read, because of its name.", "Rename it to " + right + "."));
    }

    /** Every fault in a line of its own, with the file as the shell knows it. */
    List<String> lines(Collection<Fault> faults) {
        return faults.stream()
                .sorted()
                .map(fault -> new Fault(folder.resolve(fault.file()).toString(), fault.line(), fault.problem(), fault.remedy()))
                .map(Fault::toString)
                .toList();
    }

    @Override
    public String toString() {
        return Files.isDirectory(folder) ? folder.toString() : "the built-in routes";
    }
}
