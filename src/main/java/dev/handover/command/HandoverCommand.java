package dev.handover.command;

import dev.handover.audit.AuditCommand;
import dev.handover.audit.TraceCommand;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands of {@code java -jar handover.jar}; none starts a broker or a web server.
 *
 * <p>Exit codes: 0 for success, 1 for a finding or a failure, 2 for arguments that cannot be used.
 */
@Command(
        name = "handover",
        mixinStandardHelpOptions = true,
        versionProvider = HandoverCommand.JarVersion.class,
        description = "Without a command, or with --setting=value only, the server starts.",
        subcommands = {
            HelpCommand.class,
            AuditCommand.class,
            CheckCommand.class,
            CopyRoutesCommand.class,
            DeadLettersCommand.class,
            DestinationsCommand.class,
            PreviewCommand.class,
            SendTestCommand.class,
            TraceCommand.class,
            TryCommand.class
        })
public final class HandoverCommand implements Runnable {

    private static final List<String> HELP = List.of("--help", "--version");

    @Spec
    private CommandSpec spec;

    /** Whether the arguments name a command; else they are settings for the server. */
    public static boolean isCommand(String[] args) {
        return args.length > 0 && (!args[0].startsWith("--") || HELP.contains(args[0]));
    }

    /** Runs the command that the arguments name, and returns its exit code. */
    public static int execute(String[] args) {
        return new CommandLine(new HandoverCommand())
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    command.getErr().println(failure.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    static final class JarVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = HandoverCommand.class.getPackage().getImplementationVersion();
            return new String[] {"Handover " + (version == null ? "from its sources" : version)};
        }
    }
}
