package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.command.HandoverCommand;
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

/** What a team sees of its destination without running it. */
@ExtendWith(OutputCaptureExtension.class)
class TryCommandTest {

    private static final String CRM = """
            - route:
                id: crm
                from:
                  uri: jms:transfers.crm
                  steps:
                    - filter:
                        simple: ${exchangeProperty.outcome} != 'confirmed'
                        steps:
                          - setBody:
                              language:
                                language: json-template
                                expression: '{"group": "${groupID}", "by": "${newOwnerUserID}", "because": "${finding}"}'
                          - setHeader:
                              name: Authorization
                              simple: Bearer {{CRM_TOKEN}}
                          - to:
                              uri: "{{CRM_URL}}"
                              parameters:
                                httpMethod: POST
                                throwExceptionOnFailure: false
                          - bean:
                              ref: answer
                              method: requireZero(*, 'code', '7')
            """;
    private static final String EVENT = """
            {"version": 1, "id": "01a20ba3-f98c-7115-8a1f-7cbe603ba5d0", "acceptedAt": "2026-11-24T03:40:25.356Z",
             "operationID": "op-1", "groupID": "%s", "oldOwnerUserID": "old", "newOwnerUserID": "new", "facts": %s}
            """;
    private static final String SENT = """
            to: {{CRM_URL}}?httpMethod=POST&throwExceptionOnFailure=false
            Authorization: Bearer {{CRM_TOKEN}}

            {"group": "G1", "by": "new", "because": ""}
            """;

    @TempDir
    Path temporary;

    private RouteFolder folder;

    @BeforeEach
    void hasADestinationOfItsOwn() throws IOException {
        folder = RouteFolder.copyTo(temporary.resolve("routes")).branch("crm").write("destinations/crm.camel.yaml", CRM);
        Files.createDirectory(temporary.resolve("cases"));
        // What is set here is neither used nor shown.
        System.setProperty("CRM_URL", "http://127.0.0.1:1/s3cr3t");
    }

    @AfterEach
    void forgets() {
        Stream.of("CRM_URL", "SMTP_HOST", "RECIPIENTS_FILE").forEach(System::clearProperty);
    }

    @Test
    void printsWhatWouldBeSentWithTheNamesOfSettingsInPlaceOfTheirValues(CapturedOutput output) throws IOException {
        assertThat(tryOne("crm", event("G1", "{}"))).isZero();
        assertThat(output.getOut()).contains(SENT).doesNotContain("s3cr3t");
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).hasSize(2);
        }
        assertThat(Path.of("data")).doesNotExist();
    }

    @Test
    void comparesAFolderOfCasesWithWhatIsExpectedOfEach(CapturedOutput output) throws IOException {
        write("a.json", EVENT.formatted("G1", "{}")).write("a.expected", SENT);
        write("b.json", EVENT.formatted("G1", "{\"outcome\": \"confirmed\"}")).write("b.expected", "nothing\n");
        String hostile = "\\\"}]\\u0000\\r\\n\\u202e${7*7} {{CRM_TOKEN}} <!channel>";
        write("c.json", EVENT.formatted(hostile, "{\"outcome\": \"contradicted\", \"finding\": \"no-owner\"}"))
                .write("c.expected", SENT.replace("G1", "\\\"}]\\\\u0000\\\\r\\\\n\\\\u202e${7*7} {{CRM_TOKEN}} <!channel>").replace("\"because\": \"\"", "\"because\": \"no-owner\""));
        assertThat(tryOne("crm", temporary.resolve("cases"))).as(output::getOut).isZero();
        assertThat(output.getOut().lines().filter(line -> line.endsWith(".json: as expected"))).hasSize(3);

        write("b.expected", SENT);
        assertThat(tryOne("crm", temporary.resolve("cases"))).isEqualTo(1);
        assertThat(output.getOut()).contains("b.expected:1: expected: to: {{CRM_URL}}", "b.expected:1: is:       nothing", "c.json: as expected");
    }

    @Test
    void tellsHowADeliveryWouldFail(CapturedOutput output) throws IOException {
        Path event = event("G1", "{}");
        Path answer = temporary.resolve("answer");
        Files.writeString(answer, "{\"code\": 7, \"msg\": \"slow down\"}");
        assertThat(tryOne("crm", event, "--answer", answer.toString())).isEqualTo(1);
        assertThat(output.getOut()).contains("fails: rate-limited, tried again later: HttpFailure: The receiver answered code 7: slow down\n");
        Files.writeString(answer, "{\"code\": 8}");
        Path expected = temporary.resolve("expected");
        Files.writeString(expected, "fails: rejected, given up at once: HttpFailure: The receiver answered code 8\n");
        assertThat(tryOne("crm", event, "--answer", answer.toString(), "--expected", expected.toString())).isZero();
    }

    /** The mail goes to whom recipients.yaml names, the same at each run. */
    @Test
    void printsTheMailToEachRecipient(CapturedOutput output) throws IOException {
        Path recipients = temporary.resolve("recipients.yaml");
        Files.writeString(recipients, "people:\n  - {user: new, mail: new@example.org}\n  - {user: old, mail: old@example.org}\n");
        System.setProperty("RECIPIENTS_FILE", recipients.toString());
        System.setProperty("SMTP_HOST", "127.0.0.1");
        assertThat(tryOne("email", event("G1", "{}"))).isZero();
        String first = output.getOut();
        assertThat(first).contains("to: smtp://server?", "\nTo: new@example.org\n", "\n---\n", "\nTo: old@example.org\n", "\nDate: Tue, 24 Nov 2026 03:40:25 +0000");
        // Up to the last line of the last mail: another context of these tests may log before and after.
        String mails = first.substring(first.indexOf("to: smtp://"), first.lastIndexOf("--\n") + 3);
        assertThat(tryOne("email", event("G1", "{}"))).isZero();
        assertThat(output.getOut().substring(first.length())).contains(mails);
    }

    @Test
    void saysWhatIsWrongWithWhatItIsGiven(CapturedOutput output) throws IOException {
        Path event = event("G1", "{}");
        assertThat(tryOne("nobody", event)).isEqualTo(1);
        assertThat(output.getErr()).contains("There is no destination nobody. There are app-backend, audit, crm, email, slack.");
        assertThat(tryOne("app-backend", event)).isEqualTo(1);
        assertThat(output.getErr()).contains("app-backend is switched off here: its precondition is {{handover.backend.copy}}.");
        assertThat(tryOne("crm", event("G1", "{\"outcom\": \"confirmed\"}"))).isEqualTo(1);
        assertThat(output.getErr()).contains("event.json has outcom, which there is not in an event.");
        Files.writeString(event, "{\"groupID\": \"G1\"}");
        assertThat(tryOne("crm", event)).isEqualTo(1);
        assertThat(output.getErr()).contains("event.json lacks version. docs/destinations.md has an event to copy.");
    }

    private TryCommandTest write(String name, String text) throws IOException {
        Files.writeString(temporary.resolve("cases").resolve(name), text);
        return this;
    }

    private Path event(String group, String facts) throws IOException {
        return Files.writeString(temporary.resolve("cases/event.json"), EVENT.formatted(group, facts));
    }

    private int tryOne(String destination, Path event, String... options) {
        List<String> all = new ArrayList<>(List.of("try", folder.path().toString(), "--destination", destination, "--event", event.toString()));
        all.addAll(List.of(options));
        return HandoverCommand.execute(all.toArray(String[]::new));
    }
}
