package dev.handover.command;

import dev.handover.callback.Event;
import dev.handover.email.EmailMessages;
import dev.handover.facts.Facts;
import dev.handover.facts.Finding;
import dev.handover.facts.Group;
import dev.handover.facts.Outcome;
import dev.handover.facts.Person;
import dev.handover.slack.SlackMessages;
import dev.handover.template.Notice;
import dev.handover.template.Reader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code preview --to email|slack}: writes a message to a file, as the server with these settings and templates would send it. */
@Command(
        name = "preview",
        mixinStandardHelpOptions = true,
        description = "Writes a sample message to a file, with the templates and settings that are here; sends nothing.")
final class PreviewCommand implements Callable<Integer> {

    enum Medium {
        email,
        slack
    }

    @Option(names = "--to", required = true, paramLabel = "MEDIUM", description = "${COMPLETION-CANDIDATES}")
    private Medium medium;

    @Option(names = "--lang", paramLabel = "LANGUAGE", defaultValue = "", description = "The language, such as zh.")
    private String language;

    @Option(names = "--group", paramLabel = "ID", defaultValue = "G12345", description = "The group's ID. Default: ${DEFAULT-VALUE}.")
    private String group;

    @Option(
            names = "--outcome",
            paramLabel = "OUTCOME",
            defaultValue = "confirmed",
            description = "confirmed, contradicted or not-checked, which has no names. Default: ${DEFAULT-VALUE}.")
    private String outcome;

    @Option(names = "--out", paramLabel = "FILE", description = "Default: preview-email.eml (and .html), preview-slack.json.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Notice notice = new Notice(event(), facts(), new Reader(language, null, "administrator"), false);
        try (ConfigurableApplicationContext messages = start()) {
            write(notice, messages);
            return 0;
        } catch (RuntimeException e) {
            throw new CommandFailure(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
        }
    }

    private void write(Notice notice, ConfigurableApplicationContext messages) throws IOException {
        if (medium == Medium.slack) {
            write(name("preview-slack.json"), messages.getBean(SlackMessages.class).json(notice).getBytes(StandardCharsets.UTF_8));
        } else {
            EmailMessages mails = messages.getBean(EmailMessages.class);
            Path eml = name("preview-email.eml");
            write(eml, EmailMessages.eml(mails.message(notice)));
            String html = eml.getFileName().toString().replaceFirst("(\\.eml)?$", ".html");
            write(eml.resolveSibling(html), mails.html(notice).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(MessagesOnly.class)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .logStartupInfo(false)
                .run();
    }

    private Event event() {
        return new Event(
                1, "019ab3c2-1f00-7abc-8def-0123456789ab", Instant.now(), "1646445464564", group, "userOld123", "userNew456");
    }

    private Facts facts() {
        return switch (outcome) {
            case "confirmed" -> facts(Outcome.CONFIRMED, null, "userNew456");
            case "contradicted" -> facts(Outcome.CONTRADICTED, Finding.OTHER_OWNER, "userOther789");
            case "not-checked" -> Facts.NONE;
            default -> throw new ParameterException(
                    spec.commandLine(), "--outcome is confirmed, contradicted or not-checked");
        };
    }

    private static Facts facts(Outcome outcome, Finding finding, String owner) {
        return new Facts(
                outcome, finding, List.of(owner), new Group("Design Team", 25, null),
                new Person("userOld123", "Zoë Adler"), new Person("userNew456", "Ming 小明"), List.of());
    }

    private Path name(String name) {
        return file == null ? Path.of(name) : file;
    }

    private void write(Path target, byte[] bytes) throws IOException {
        Files.write(target, bytes);
        spec.commandLine().getOut().println(target);
    }
}
