package dev.handover.audit;

import picocli.CommandLine.Command;

/**
 * The command {@code audit}: reads the audit files without the running service.
 *
 * <p>{@code audit verify [DIR]} exits with 0 and prints the last seq and hash, or exits with 1 and prints the first
 * broken file and line. {@code audit report [DIR]} exits with 1 and lists the accepted events that a destination has not had.
 * Unusable arguments exit with 2.
 */
@Command(
        name = "audit",
        description = "Checks what was audited.",
        mixinStandardHelpOptions = true,
        subcommands = {ReportCommand.class, VerifyCommand.class})
public final class AuditCommand {}
