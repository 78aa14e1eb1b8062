package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.command.HandoverCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What somebody who edits files of routes is told before they are in force. Many faults at a time: each run starts a context. */
@ExtendWith(OutputCaptureExtension.class)
class CheckCommandTest {

    private static final String SECRET = "s3cr3t-path-7";

    @TempDir
    Path temporary;

    private RouteFolder folder;

    @BeforeEach
    void hasRoutesOfItsOwn() {
        folder = RouteFolder.copyTo(temporary.resolve("my routes"));
    }

    @AfterEach
    void forgets() {
        System.clearProperty("CRM_URL");
    }

    @Test
    void saysWhatIsGoodAndLeavesNothingBehind(CapturedOutput output) throws IOException {
        assertThat(check()).isZero();
        assertThat(output.getOut())
                .matches("(?s).*ok: \\S.*my routes, destinations app-backend, audit, email, slack, hash [0-9a-f]{64}\\R");
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).containsExactly(folder.path());
        }
    }

    @Test
    void namesEveryFaultOfWhatCanBeReadWithItsLine(CapturedOutput output) {
        System.setProperty("CRM_URL", "http://crm.example.org:none/" + SECRET);
        folder.branch("crm").branch("nobody");
        folder.write("destinations/crm.camel.yaml", """
                - route:
                    id: crm
                    from:
                      uri: jms:transfers.crm
                      steps:
                        - setBody:
                            language:
                              language: json-template
                              expression: '{"text": "${groupId}"}'
                        - setHeader:
                            name: Authorization
                            simple: Bearer {{CRM_TOKEN}}
                        - to:
                            uri: "{{CRM_URL}}"
                """);
        folder.write("destinations/shop.camel.yaml", """
                - route:
                    id: crm
                    from:
                      uri: jms:transfers.store
                      steps:
                        - process:
                            ref: nothing
                """);
        folder.write("destinations/logs.camel.yaml", """
                - route:
                    id: logs
                    from: {uri: "jms:transfers.logs", steps: [{to: {uri: "direct:logs-part"}}]}
                - route:
                    id: logs-part
                    from:
                      uri: direct:logs-part
                      steps:
                        - to:
                            uri: file:logs
                            parameters:
                              filName: a.log
                """);
        folder.write("destinations/typo.camel.yaml", """
                - route:
                    id: typo
                    from:
                      uri: jms:transfers.typo
                      steps:
                        - setHeadr: {name: a}
                        - to:
                            uri: log:a
                            paramters: {level: INFO}
                """);
        folder.write("destinations/late.yaml", "- route:\n");
        folder.write("templates/email.zh.txt.ftl", "\n${nothing}");

        assertThat(check()).isEqualTo(1);

        assertThat(faults(output))
                .containsExactly(
                        "callback.camel.yaml:%d: The fan-out has a branch for the destination nobody, and there is no destinations/nobody.camel.yaml. Add the file, or remove the branch."
                                .formatted(line("callback.camel.yaml", "transfers.nobody")),
                        "destinations/crm.camel.yaml:9: The template fails: cannot evaluate groupId. Mend it; docs/destinations.md lists what a template may say.",
                        "destinations/crm.camel.yaml:12: There is no setting CRM_TOKEN. Set it in the environment before the start, give it a default as {{CRM_TOKEN:…}}, or correct its name.",
                        "destinations/late.yaml:1: This file is not read, because of its name. Rename it to destinations/late.camel.yaml.",
                        "destinations/logs.camel.yaml:1: The fan-out in callback.camel.yaml has no branch for the destination logs. Add \"- to: {uri: jms:transfers.logs}\" to its multicast, or remove the file.",
                        "destinations/logs.camel.yaml:12: The endpoint file has no option filName. Correct it; Camel's documentation of the component file lists them.",
                        "destinations/shop.camel.yaml:1: The fan-out in callback.camel.yaml has no branch for the destination shop. Add \"- to: {uri: jms:transfers.shop}\" to its multicast, or remove the file.",
                        "destinations/shop.camel.yaml:2: The id crm is that of line 1 of destinations/crm.camel.yaml, too. Write another one.",
                        "destinations/shop.camel.yaml:3: This takes from the queue of store, while the file is that of shop. Write jms:transfers.shop, or rename the file to store.camel.yaml.",
                        "destinations/shop.camel.yaml:7: There is no bean nothing. Correct the name; docs/destinations.md lists those there are.",
                        "destinations/typo.camel.yaml:6: Camel knows no setHeadr here. Correct its name; Camel's documentation and an editor with the file's schema list what there is.",
                        "destinations/typo.camel.yaml:9: Camel knows no paramters here. Correct its name; Camel's documentation and an editor with the file's schema list what there is.",
                        "templates/email.zh.txt.ftl:2: The template fails: cannot evaluate nothing. Mend it, or remove the file.");
        assertThat(output.getErr()).contains("13 faults", "check --assume-settings");
        assertThat(output.getAll()).doesNotContain(SECRET).doesNotContain("\tat ");
    }

    @Test
    void namesADestinationWhoseBranchTheAuditsLineDoesNotKnow(CapturedOutput output) {
        System.setProperty("CRM_URL", "http://crm.example.org/");
        folder.write("destinations/crm.camel.yaml", RouteFolder.crm("one")).write("destinations/shop.camel.yaml", RouteFolder.crm("two")
                .replace("id: crm", "id: shop")
                .replace("transfers.crm", "transfers.shop"));
        // In the short form, in a place before the audit's.
        folder.branch("shop").replace("callback.camel.yaml", "{uri: \"jms:transfers.shop\"}", "jms:transfers.shop");
        String afterTheAudit = "              - choice:\n                  when:\n                    - simple: ${exchangeProperty.outcome} != null";
        folder.replace("callback.camel.yaml", afterTheAudit, "              - to: jms:transfers.crm\n" + afterTheAudit);
        assertThat(check()).isEqualTo(1);
        assertThat(faults(output))
                .containsExactly(
                        "callback.camel.yaml:%d: The branch for the destination crm comes after the audit's, so audit report would not look for its deliveries. Move it above the audit's."
                                .formatted(line("callback.camel.yaml", "transfers.crm")));
    }

    @Test
    void namesEveryFileThatCannotBeRead(CapturedOutput output) {
        folder.write("destinations/empty.camel.yaml", "").write("destinations/map.camel.yaml", "route:\n  id: map\n");
        folder.write("destinations/tab.camel.yaml", "- route:\n    id: tab\n\tfrom: x\n");
        folder.write("destinations/twice.camel.yaml", "- route:\n    id: twice\n    id: again\n");
        assertThat(check()).isEqualTo(1);
        assertThat(faults(output))
                .satisfiesExactly(
                        fault -> assertThat(fault).startsWith("destinations/empty.camel.yaml:1: This is no list of routes. "),
                        fault -> assertThat(fault).startsWith("destinations/map.camel.yaml:1: This is no list of routes. "),
                        fault -> assertThat(fault).startsWith("destinations/tab.camel.yaml:3: This is no YAML: "),
                        fault -> assertThat(fault).startsWith("destinations/twice.camel.yaml:3: This is no YAML: "));
    }

    /** A build server has none of the settings. What needs a jar of its own is in the class path of the tests. */
    @Test
    void takesTheReadyMadeDestinationsWithoutTheirSettings(CapturedOutput output) throws IOException {
        try (Stream<Path> available = Files.list(Path.of("routes/available"))) {
            for (Path each : available.filter(file -> !file.endsWith("sql.camel.yaml")).toList()) {
                Files.copy(each, folder.file("destinations").resolve(each.getFileName()));
                folder.branch(each.getFileName().toString().replace(".camel.yaml", ""));
            }
        }
        assertThat(check("--assume-settings")).as(() -> output.getOut()).isZero();
        assertThat(output.getOut()).contains("dingtalk, discord, email, feishu, kafka");
    }

    @Test
    void saysWhereThereIsNothingToCheck(CapturedOutput output) throws IOException {
        assertThat(HandoverCommand.execute(new String[] {"check", "no-such-folder"})).isEqualTo(1);
        assertThat(output.getErr()).contains("no-such-folder is not a folder.");
        String empty = Files.createDirectory(temporary.resolve("empty")).toString();
        assertThat(HandoverCommand.execute(new String[] {"check", empty})).isEqualTo(1);
        assertThat(output.getErr()).contains(empty + " has no *.camel.yaml files.");
    }

    private int check(String... options) {
        return HandoverCommand.execute(Stream.concat(Stream.of("check", folder.path().toString()), Stream.of(options)).toArray(String[]::new));
    }

    private List<String> faults(CapturedOutput output) {
        String prefix = folder.path() + "/";
        return output.getOut().lines().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length())).toList();
    }

    private int line(String file, String text) {
        List<String> lines = folder.read(file).lines().toList();
        return lines.indexOf(lines.stream().filter(each -> each.contains(text)).findFirst().orElseThrow()) + 1;
    }
}
