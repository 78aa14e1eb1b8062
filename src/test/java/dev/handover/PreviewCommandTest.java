package dev.handover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.command.HandoverCommand;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What somebody who edits a template sees of a message before it is sent. */
@ExtendWith(OutputCaptureExtension.class)
class PreviewCommandTest {

    @TempDir
    Path folder;

    @BeforeEach
    void hasRoutesOfItsOwn() throws IOException {
        Path templates = Files.createDirectories(folder.resolve("routes/templates"));
        Files.copy(Path.of("routes/callback.camel.yaml"), folder.resolve("routes/callback.camel.yaml"));
        Files.writeString(templates.resolve("email.en.subject.ftl"), "Ours about ${groupID}");
        System.setProperty("ROUTES_DIR", folder.resolve("routes").toString());
    }

    @AfterEach
    void forgets() {
        System.clearProperty("ROUTES_DIR");
    }

    @Test
    void writesTheMailAndItsPageWithTheTemplatesThatAreThere(CapturedOutput output) throws Exception {
        Path file = folder.resolve("a.eml");
        assertThat(run("--to", "email", "--group", "G9 <b>", "--out", file.toString())).isZero();
        assertThat(output.getOut()).endsWith(file + "\n" + folder.resolve("a.html") + "\n");
        MimeMessage mail = new MimeMessage(null, Files.newInputStream(file));
        assertThat(mail.getSubject()).isEqualTo("Ours about G9 <b>");
        assertThat(Files.readString(folder.resolve("a.html"), UTF_8)).contains("G9 &lt;b&gt;", "Confirmed by OpenIM.", "Ming 小明");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void writesTheSlackMessageInTheLanguageAndOutcomeAskedFor() throws Exception {
        Path file = folder.resolve("slack.json");
        assertThat(run("--to", "slack", "--lang", "zh", "--outcome", "contradicted", "--out", file.toString())).isZero();
        assertThat(new ObjectMapper().readTree(file.toFile()).path("text").asText()).startsWith("🔴【存疑】群组");
        assertThat(run("--to", "slack", "--outcome", "not-checked", "--out", file.toString())).isZero();
        assertThat(Files.readString(file)).contains("Not checked with OpenIM.").doesNotContain("Ming");
    }

    @Test
    void namesTheFileAndTheLineOfATemplateThatDoesNotRender(CapturedOutput output) throws Exception {
        Files.writeString(folder.resolve("routes/templates/email.zh.txt.ftl"), "\n${nothing}");
        assertThat(run("--to", "slack", "--out", folder.resolve("x").toString())).isEqualTo(1);
        assertThat(output.getErr()).startsWith("Template email.zh.txt.ftl: line 2: cannot evaluate nothing ");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void refusesArgumentsThatCannotBeUsed() {
        Stream.of(List.of("--to", "fax"), List.of(), List.of("--to", "slack", "--outcome", "maybe"))
                .forEach(arguments -> assertThat(run(arguments.toArray(String[]::new))).as(arguments.toString()).isEqualTo(2));
    }

    private static int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("preview"));
        all.addAll(List.of(arguments));
        return HandoverCommand.execute(all.toArray(String[]::new));
    }
}
