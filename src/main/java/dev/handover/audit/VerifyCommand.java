package dev.handover.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code audit verify}: says whether the audit is whole, and if not, where it is broken first. */
@Command(
        name = "verify",
        description = "Checks every line's hash and the chain over all files. Exits with 0 when it is whole, else with 1.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final BooleanSupplier watched;
    private final LongSupplier nanoTime;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "Where the audit files are; $DATA_DIR/audit when not given, data/audit without DATA_DIR.")
    private Path directory;

    VerifyCommand() {
        this(System.getenv(), Terminal::isWatched, System::nanoTime);
    }

    VerifyCommand(Map<String, String> environment, BooleanSupplier watched, LongSupplier nanoTime) {
        this.environment = environment;
        this.watched = watched;
        this.nanoTime = nanoTime;
    }

    @Override
    public Integer call() {
        Path chosen = directory();
        if (Files.exists(chosen) && !Files.isDirectory(chosen)) {
            throw new ParameterException(spec.commandLine(), VisibleText.of(chosen + " is not a directory"));
        }
        try {
            return print(verify(chosen));
        } catch (IOException e) {
            return print(new Verification.Nothing(chosen + " cannot be read: " + e.getClass().getSimpleName()));
        }
    }

    private Path directory() {
        if (directory != null) {
            return directory;
        }
        return DayFile.directory(environment);
    }

    private Verification verify(Path chosen) throws IOException {
        if (!watched.getAsBoolean()) {
            return new AuditVerifier(chosen, read -> {}).verify();
        }
        Progress progress = new Progress(spec.commandLine().getErr(), size(chosen), nanoTime);
        try {
            return new AuditVerifier(chosen, progress).verify();
        } finally {
            progress.clear();
        }
    }

    private static long size(Path chosen) throws IOException {
        long size = 0;
        for (DayFile file : DayFile.in(chosen)) {
            size += Files.size(file.path());
        }
        return size;
    }

    private int print(Verification verification) {
        PrintWriter out = spec.commandLine().getOut();
        if (verification instanceof Verification.Whole whole) {
            print(out, whole);
            return 0;
        }
        if (verification instanceof Verification.Broken broken) {
            out.println(VisibleText.of("broken: " + broken.file() + " line " + broken.line() + ": " + broken.reason()));
        }
        if (verification instanceof Verification.Nothing nothing) {
            out.println(VisibleText.of(nothing.reason()));
        }
        return 1;
    }

    private static void print(PrintWriter out, Verification.Whole whole) {
        out.println("ok: " + count(whole.files(), "file") + ", " + count(whole.lines(), "line") + ", last seq "
                + whole.end().seq() + ", hash " + whole.end().hash());
        if (whole.start().seq() != 0) {
            out.println("starts at seq " + (whole.start().seq() + 1) + "; previous "
                    + VisibleText.of(whole.start().hash()) + ", check it against the archive");
        }
        if (whole.setBack() > 0) {
            out.println(count(whole.setBack(), "line") + " dated before the file's day: the clock was set back");
        }
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
