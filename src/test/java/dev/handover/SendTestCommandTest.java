package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import dev.handover.command.HandoverCommand;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator's test message does, and what the exit codes are. */
@EverythingConfigured
@ExtendWith(OutputCaptureExtension.class)
class SendTestCommandTest {

    @Autowired
    private Running handover;

    @Autowired
    private GreenMail mail;

    @Autowired
    private SlackStub slack;

    @AfterEach
    void recovers() {
        slack.behave();
    }

    @Test
    void reachesSlackMarkedAsATest(CapturedOutput output) throws Exception {
        int before = slack.posts().size();
        assertThat(run("--to", "slack")).isZero();
        assertThat(output.getOut()).contains("sent\n");
        List<SlackStub.Post> posts = slack.posts().subList(before, slack.posts().size());
        assertThat(posts).hasSize(1);
        assertThat(new ObjectMapper().readTree(posts.get(0).body()).path("text").asText()).startsWith("[Test] ");
    }

    @Test
    void reachesOneMailAddressInTheLanguageAskedFor(CapturedOutput output) throws Exception {
        assertThat(run("--to", "email", "--recipient", "Zoë <zoe@example.org>", "--lang", "zh")).isZero();
        assertThat(output.getOut()).contains("sent\n");
        List<MimeMessage> hers = Stream.of(mail.getReceivedMessages())
                .filter(each -> String.join(",", Mails.header(each, "To")).contains("<zoe@example.org>"))
                .toList();
        assertThat(hers).hasSize(1);
        assertThat(hers.get(0).getSubject()).startsWith("【测试】");
    }

    @Test
    void saysWhyItFailedAndLeavesNothingBehind(CapturedOutput output) throws Exception {
        handover.drain();
        int audited = handover.audited().size();
        slack.answerAlways(404, "no_service");
        assertThat(run("--to", "slack")).isEqualTo(1);
        assertThat(output.getErr()).isEqualTo("failed (rejected): HttpFailure: Slack answered 404\n");
        handover.drain();
        assertThat(handover.audited()).hasSize(audited);
    }

    @Test
    void needsAnAddressWhenItIsAMail(CapturedOutput output) {
        assertThat(run("--to", "email")).isEqualTo(1);
        assertThat(output.getErr()).startsWith("failed (no-recipient): ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "none", "../health", ""})
    void refusesWhatTakesNoTestMessage(String destination, CapturedOutput output) {
        assertThat(run("--to", destination)).isEqualTo(1);
        assertThat(output.getErr()).isEqualTo("There is no destination of that name that takes test messages.\n");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("send-test", "--url", handover.managementUrl()));
        all.addAll(List.of(arguments));
        return HandoverCommand.execute(all.toArray(String[]::new));
    }
}
