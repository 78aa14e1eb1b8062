package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator reads when a start fails. */
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    @TempDir
    private Path data;

    @Test
    void failsWithTheSettingsNameAndTheRemedyAndWithoutTheSecret(CapturedOutput output) {
        assertFails("--handover.slack.webhook-url=hooks.slack.com/s3cret");
        assertThat(output)
                .contains("SLACK_WEBHOOK_URL (handover.slack.webhook-url) is not a url.", "it starts with https://.")
                .doesNotContain("s3cret", "\tat ");
    }

    @Test
    void failsWithTheNameOfASettingThatDoesNotExistAndWithoutItsValue(CapturedOutput output) {
        assertFails("--handover.policy.deny-goups=s3cret");
        assertThat(output).contains("handover.policy.deny-goups").doesNotContain("s3cret", "\tat ");
    }

    @Test
    void failsWhenAPolicyHasAnEmptyEntry(CapturedOutput output) {
        assertFails("--handover.policy.deny-groups=a,,b");
        assertThat(output).contains("handover.policy.deny-groups has an empty entry.").doesNotContain("\tat ");
    }

    @Test
    void failsWhenAFolderOfRoutesIsNamedAndNotThere(CapturedOutput output) {
        assertFails("--handover.routes-dir=nonesuch");
        assertThat(output).contains("ROUTES_DIR (handover.routes-dir) is not a folder with *.camel.yaml files.").doesNotContain("\tat ");
    }

    @Test
    void failsWhenMailWouldGoToNobody(CapturedOutput output) {
        assertFails("--handover.email.host=mail.example.org");
        assertThat(output)
                .contains("MAIL_TO (handover.email.to) is empty while SMTP_HOST is set, so mail would go to nobody.")
                .contains("recipients.yaml", "OPENIM_API_URL")
                .doesNotContain("\tat ");
    }

    @Test
    void failsWhenTheRecipientsAreBrokenOrNotThere(CapturedOutput output) throws IOException {
        Path broken = Files.writeString(data.resolve("broken.yaml"), "people:\n - usr: a\n");
        assertFails("--handover.recipients-file=" + broken);
        assertThat(output).contains("recipients.yaml, people, entry 1, has the unknown key usr.").doesNotContain("\tat ");
        assertFails("--handover.recipients-file=" + data.resolve("none.yaml"));
        assertThat(output).contains("RECIPIENTS_FILE (handover.recipients-file) is not a file.");
    }

    @Test
    void failsWhenTheDefaultLanguageHasNoTemplates(CapturedOutput output) {
        assertFails("--handover.messages.language=xx");
        assertThat(output)
                .contains("MESSAGE_LANGUAGE (handover.messages.language) has no template email.xx.subject.ftl.")
                .doesNotContain("\tat ");
    }

    @Test
    void failsWhenEverybodyCouldUseTheManagementPort(CapturedOutput output) {
        assertFails("--management.server.address=0.0.0.0");
        assertFails("--management.server.address=");
        assertThat(output)
                .contains("MANAGEMENT_ADDRESS (management.server.address) can be reached from other machines, and there are no"
                        + " credentials. Set MANAGEMENT_USERNAME and MANAGEMENT_PASSWORD, or write 127.0.0.1.")
                .doesNotContain("\tat ");
        assertFails("--handover.management.username=x");
        assertThat(output).contains("MANAGEMENT_USERNAME and MANAGEMENT_PASSWORD (handover.management.username, .password) must be set");
    }

    @Test
    void failsWithTheReasonWhenTheBrokerCannotBeStarted(CapturedOutput output) throws IOException {
        Files.createFile(Files.createDirectories(data.resolve("broker")).resolve("journal"));
        assertFails("--handover.slack.webhook-url=");
        assertThat(output)
                // What the exception says is the system's, in the machine's language.
                .containsPattern("IllegalStateException: The embedded broker cannot be started\\R(\\t.*\\R)+Caused by: java.io.IOException: \\S")
                .doesNotContain("The broker cannot make the queues of the dead letters");
    }

    private void assertFails(String setting) {
        List<String> arguments = new ArrayList<>(
                List.of("--handover.data-dir=" + data, "--server.port=0", "--management.server.port=0", setting));
        assertThatThrownBy(() -> SpringApplication.run(Handover.class, arguments.toArray(String[]::new))
                        .close())
                .isNotNull();
    }
}
