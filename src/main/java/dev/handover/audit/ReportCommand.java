package dev.handover.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code audit report}: lists the accepted events that some destination has not had, and verifies what it reads. */
@Command(
        name = "report",
        description = "Lists accepted events that some destination has not had, with which and since when. Verifies every line as it "
                + "reads. Exits with 0 when there are none and the audit is whole, else with 1.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    private final Map<String, String> environment = System.getenv();

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "Where the audit files are; $DATA_DIR/audit when not given, data/audit without DATA_DIR.")
    private Path directory;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day of acceptance, such as 2026-11-24 (UTC).")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day of acceptance (UTC).")
    private LocalDate to;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path chosen = directory == null ? DayFile.directory(environment) : directory;
        Report report = new Report(
                from == null ? Instant.MIN : from.atStartOfDay().toInstant(ZoneOffset.UTC),
                to == null ? Instant.MAX : to.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC));
        Verification verification = new AuditVerifier(chosen, read -> {}, report).verify();
        PrintWriter out = spec.commandLine().getOut();
        if (verification instanceof Verification.Whole whole) {
            report.open().forEach(trail -> out.println(TrailText.missing(trail)));
            out.println(report.accepted() + " accepted, " + report.open().size() + " not at every destination; verified up to seq "
                    + whole.end().seq() + ", hash " + whole.end().hash());
            if (report.unknown() > 0) {
                out.println(report.unknown() + " do not tell where they were to go, and were not looked at");
            }
            return report.open().isEmpty() ? 0 : 1;
        }
        if (verification instanceof Verification.Broken broken) {
            out.println(VisibleText.of("broken: " + broken.file() + " line " + broken.line() + ": " + broken.reason()));
        } else if (verification instanceof Verification.Nothing nothing) {
            out.println(VisibleText.of(nothing.reason()));
        }
        return 1;
    }
}
