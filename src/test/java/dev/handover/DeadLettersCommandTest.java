package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.command.HandoverCommand;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator sees of the dead letters on the command line, and what the exit codes are. */
@Impatient
@ExtendWith(OutputCaptureExtension.class)
class DeadLettersCommandTest {

    private static final String NOBODYS = "00000000-0000-7000-8000-000000000000";

    @Autowired
    private Running handover;

    @Autowired
    @Qualifier("slackStub")
    private SlackStub slack;

    @Autowired
    private EmbeddedActiveMQ broker;

    private DeadLetterBox letters;

    @BeforeEach
    void opensTheLetters() {
        letters = new DeadLetterBox(handover, broker);
    }

    @AfterEach
    void recovers() throws Exception {
        slack.behave();
        letters.awaitIdle();
        letters.burn();
    }

    @Test
    void areListedAndShown(CapturedOutput output) throws Exception {
        String id = refused(1).get(0).path("eventID").asText();
        String line = "slack  " + id + "  rejected  attempts 1  first 2";
        assertThat(run("list")).isZero();
        assertThat(output.getOut()).containsOnlyOnce(line);
        assertThat(run("list", "slack")).isZero();
        assertThat(output.getOut().split(line, -1)).as("listed twice now").hasSize(3);
        assertThat(run("list", "email")).isZero();
        assertThat(output.getOut()).contains("no dead letters\n");
        assertThat(run("show", "slack", id)).isZero();
        String out = output.getOut();
        JsonNode shown = new ObjectMapper().readTree(out.substring(out.lastIndexOf("[ {")));
        assertThat(shown.path(0).path("event").path("id").asText()).isEqualTo(id);
    }

    @Test
    void areReplayedOneOrAll(CapturedOutput output) throws Exception {
        String id = refused(3).get(1).path("eventID").asText();
        slack.behave();
        assertThat(run("replay", "slack", id)).isZero();
        assertThat(output.getOut()).contains("replayed: 1\n");
        letters.awaitIdle();
        assertThat(letters.of("slack")).hasSize(2);
        assertThat(run("replay", "slack")).isZero();
        assertThat(output.getOut()).contains("replayed: 2\n");
        letters.awaitIdle();
        assertThat(letters.of("slack")).isEmpty();
        assertThat(slack.posts()).filteredOn(post -> post.status() == 200 && post.body().contains(id)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list pager", "show pager " + NOBODYS, "replay pager", "show slack " + NOBODYS, "replay slack " + NOBODYS, "list ../health", "list slack?x"})
    void areNotThere(String arguments, CapturedOutput output) {
        assertThat(run(arguments.split(" "))).isEqualTo(1);
        assertThat(output.getErr()).isEqualTo("There is no such destination or dead letter.\n");
    }

    @Test
    void cannotBeAskedForWhenNothingRuns(CapturedOutput output) {
        int exit = HandoverCommand.execute(new String[] {"dead-letters", "list", "--url", "http://127.0.0.1:1"});
        assertThat(exit).isEqualTo(1);
        assertThat(output.getErr()).startsWith("Nothing listens at http://127.0.0.1:1.").hasLineCount(1);
    }

    @Test
    void areFoundByAUrlInFrontOfTheCommandToo(CapturedOutput output) {
        assertThat(HandoverCommand.execute(new String[] {"dead-letters", "--url", handover.managementUrl(), "list"})).isZero();
        assertThat(output.getOut()).contains("no dead letters\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "show", "show slack", "show slack 7", "replay", "replay slack 7", "replay slack " + NOBODYS + " x", "list a b", "list --nonsense"})
    void takeNoArgumentsThatCannotBeMeant(String arguments, CapturedOutput output) {
        String[] words = ("dead-letters " + arguments).trim().split(" ");
        assertThat(HandoverCommand.execute(words)).isEqualTo(2);
        assertThat(output.getErr()).contains("Usage: handover dead-letters");
    }

    private List<JsonNode> refused(int count) throws Exception {
        slack.answerAlways(404, "no_service");
        for (int i = 0; i < count; i++) {
            assertStored(handover.send(RawRequest.callback(Callbacks.body(Callbacks.newGroup()))));
        }
        return letters.await("slack", count);
    }

    private int run(String... arguments) {
        List<String> words = new ArrayList<>(List.of("dead-letters"));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--url", handover.managementUrl()));
        return HandoverCommand.execute(words.toArray(String[]::new));
    }
}
