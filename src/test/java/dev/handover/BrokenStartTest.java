package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.handover.settings.Edited;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What a start does on files of routes and recipients that were broken while Handover was down. */
@EditingRoutes
@ExtendWith(OutputCaptureExtension.class)
class BrokenStartTest {

    private static final String CRM = "destinations/crm.camel.yaml";
    private static final String REASON = CRM + ":1: This is no YAML: ";

    @Autowired
    private Running handover;

    @Autowired
    private RouteFolder folder;

    @TempDir
    private Path data;

    @TempDir
    private Path copy;

    @AfterEach
    void isAsItWas() {
        new Reloads(handover, folder).restore();
    }

    @Test
    void runsWhatWasGoodLastAndSaysSo(CapturedOutput output) throws Exception {
        Reloads reloads = new Reloads(handover, folder);
        reloads.restore();
        reloads.take(() -> folder.write(CRM, RouteFolder.crm("one")).branch("crm"));
        long load = reloads.load();
        Files.copy(handover.data().resolve("routes.json"), data.resolve("routes.json"));
        try (ConfigurableApplicationContext started = start()) {
            assertThat(started.getBean(CamelContext.class).getRoute("crm")).isNotNull();
            assertThat(output)
                    .contains("The routes that were good last run: load " + load)
                    .contains("routes: the edit is refused, and what was good stays in force: " + REASON);
            HealthIndicator edits = started.getBean("editsHealthIndicator", HealthIndicator.class);
            assertThat(edits.health().getDetails().get("routes").toString()).startsWith(REASON);
            assertThat(started.getBean(MeterRegistry.class).get("handover.edits.refused").tag("edited", "routes").gauge().value()).isEqualTo(1);
        }
    }

    @Test
    void stopsWithTheReasonsWhenNothingWasGoodBefore(CapturedOutput output) {
        assertThatThrownBy(this::start).isNotNull();
        assertThat(output).contains(REASON, "Mend the files; the command check shows what is wrong.").doesNotContain("\tat ");
    }

    /** An empty file is one that says nothing; and it would be nobody whom a mail goes to. */
    @ParameterizedTest
    @CsvSource({
        "'people:\n  - usr: u1\n', 'recipients.yaml, people, entry 1, has the unknown key usr.'",
        "'', 'MAIL_TO (handover.email.to) is empty while SMTP_HOST is set, so mail would go to nobody.'",
        ", 'RECIPIENTS_FILE (handover.recipients-file) is not a file.'"
    })
    void tellsWhomTheRecipientsNamedThatWereGoodLast(String broken, String reason) throws Exception {
        String good = "people:\n  - user: u1\n    mail: ann@example.org\n";
        Path people = Files.writeString(copy.resolve("people.yaml"), good);
        Path kept = data.resolve("last-recipients.yaml");
        Object told;
        try (ConfigurableApplicationContext first = startWith(people)) {
            told = recipients(first).current();
            assertThat(told).asString().contains("ann@example.org");
            breakFile(people, broken);
            await().untilAsserted(() -> assertThat(recipients(first).refused()).hasValueSatisfying(why -> assertThat(why).contains(reason)));
            assertThat(recipients(first).current()).isEqualTo(told);
            assertThat(kept).hasContent(good);
        }
        try (ConfigurableApplicationContext second = startWith(people)) {
            assertThat(recipients(second).current()).isEqualTo(told);
            assertThat(recipients(second).refused()).hasValueSatisfying(why -> assertThat(why).contains(reason));
            HealthIndicator edits = second.getBean("editsHealthIndicator", HealthIndicator.class);
            assertThat(edits.health().getDetails()).containsKey("recipients");
            assertThat(kept).hasContent(good);
        }
    }

    private static void breakFile(Path file, String broken) throws IOException {
        if (broken == null) {
            Files.delete(file);
        } else {
            Files.writeString(file, broken);
        }
    }

    private static Edited<?> recipients(ConfigurableApplicationContext started) {
        return started.getBean("recipientEdits", Edited.class);
    }

    private ConfigurableApplicationContext startWith(Path recipients) {
        return SpringApplication.run(
                Handover.class,
                "--handover.data-dir=" + data,
                "--server.port=0",
                "--management.server.port=0",
                "--handover.email.host=127.0.0.1",
                "--handover.recipients-file=" + recipients);
    }

    private ConfigurableApplicationContext start() {
        RouteFolder broken = new RouteFolder(copy);
        broken.restore();
        broken.write(CRM, "- route: {");
        return SpringApplication.run(
                Handover.class,
                "--handover.data-dir=" + data,
                "--server.port=0",
                "--management.server.port=0",
                "--handover.routes-dir=" + copy,
                "--CRM_URL=http://127.0.0.1:9");
    }
}
