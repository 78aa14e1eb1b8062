package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a bad edit of the files of routes does while Handover runs: nothing, and it says why. */
@EditingRoutes
class RefusedEditsTest {

    private static final String CRM = "destinations/crm.camel.yaml";
    private static final String CALLBACK = "callback.camel.yaml";

    @Autowired
    private Running handover;

    @Autowired
    private RouteFolder folder;

    @Autowired
    private SlackStub crm;

    @Autowired
    private MeterRegistry meters;

    private Reloads reloads;

    @BeforeEach
    void addsADestination() throws Exception {
        reloads = new Reloads(handover, folder);
        reloads.restore();
        reloads.take(() -> folder.write(CRM, RouteFolder.crm("one")).branch("crm"));
    }

    @AfterEach
    void isAsItWas() {
        reloads.restore();
    }

    @Test
    void isToldInTheLogInHealthAndInMetricsAndTheOldRoutesDeliver() throws Exception {
        double refused = meters.counter("handover.reloads", "outcome", "refused").count();
        double good = meters.counter("handover.reloads", "outcome", "good").count();
        double load = meters.get("handover.routes.load").gauge().value();
        assertThat(load).isEqualTo(reloads.load());
        reloads.refuse(() -> folder.replace(CRM, "- to:", "- tu:"), CRM + ":13: Camel knows no tu here.");
        handover.awaitLogged("routes: the edit is refused, and what was good stays in force: " + CRM + ":13: Camel knows no tu here.");
        assertThat(handover.manage("/actuator/health").at("/components/edits/details/routes").asText()).contains("Camel knows no tu here.");
        assertThat(handover.manage("/actuator/health").path("status").asText()).isEqualTo("UP");
        assertThat(meters.counter("handover.reloads", "outcome", "refused").count()).isGreaterThan(refused);
        assertThat(meters.get("handover.edits.refused").tag("edited", "routes").gauge().value()).isEqualTo(1);
        assertThat(meters.get("handover.routes.load").gauge().value()).isEqualTo(load);
        assertDelivers("one");
        reloads.take(() -> folder.write(CRM, RouteFolder.crm("two")));
        assertThat(meters.counter("handover.reloads", "outcome", "good").count()).isGreaterThan(good);
        assertThat(meters.get("handover.edits.refused").tag("edited", "routes").gauge().value()).isZero();
        assertThat(meters.get("handover.routes.load").gauge().value()).isEqualTo(load + 1);
        assertDelivers("two");
    }

    @Test
    void isRefusedWithFileLineAndRemedyWhateverIsWrong() throws Exception {
        String routes = folder.read(CALLBACK);
        reloads.refuse(
                () -> folder.withoutBranch("crm"),
                CRM + ":2: The fan-out in callback.camel.yaml has no branch for the destination crm. Add \"- to: {uri: jms:transfers.crm}\"");
        folder.write(CALLBACK, routes);
        reloads.refuse(() -> folder.delete(CRM), "The fan-out has a branch for the destination crm, and there is no " + CRM);
        reloads.refuse(
                () -> folder.write(CRM, RouteFolder.crm("two").replace("jms:transfers.crm", "jms:transfers.cmr")),
                CRM + ":5: This takes from the queue of cmr, while the file is that of crm.");
        reloads.refuse(
                () -> folder.write(CRM, RouteFolder.crm("two").replace("{{CRM_URL}}", "{{CRM_ULR}}")), "There is no setting CRM_ULR.");
        reloads.refuse(
                () -> folder.write(CRM, RouteFolder.crm("two").replace("uri: \"{{CRM_URL}}\"", "uri: file:out").replace("httpMethod: POST", "fileNam: x")),
                "The endpoint file has no option fileNam.");
        reloads.refuse(
                () -> folder.write(CRM, RouteFolder.crm("two").replace("- setBody:", "- process: {ref: nobody}\n        - setBody:")),
                "There is no bean nobody.");
        reloads.refuse(() -> folder.write(CRM, RouteFolder.crm("${nothing}")), "cannot evaluate nothing");
        reloads.refuse(
                () -> folder.write(CRM, RouteFolder.crm("two")).write("templates/email.en.subject.ftl", "${nothing}"),
                "templates/email.en.subject.ftl:1: The template fails: cannot evaluate nothing.");
        reloads.restore();
    }

    @Test
    void isRefusedWhenItWouldChangeWhatTakesRequests() throws Exception {
        reloads.refuse(
                () -> folder.replace(CALLBACK, "- rest:\n    id: openim", "- rest:\n    id: openim2"),
                "takes requests, and cannot change while they come. Restart Handover, or take the change back.");
        assertDelivers("one");
    }

    @Test
    void isNothingWhileAFileIsHalfWrittenOrTheFolderIsAway() throws Exception {
        String whole = RouteFolder.crm("two");
        long load = reloads.load();
        folder.write(CRM, whole.substring(0, whole.length() / 2));
        folder.write(CRM, whole);
        reloads.awaitInForce();
        assertThat(reloads.load()).isEqualTo(load + 1);

        Path away = folder.path().resolveSibling("away");
        Files.move(folder.path(), away);
        reloads.awaitRefused("the files cannot be read");
        assertDelivers("two");
        Files.move(away, folder.path());
        reloads.awaitInForce();
        assertThat(reloads.load()).isEqualTo(load + 1);
    }

    @Test
    void isTakenBackWhenARouteThatWasCheckedDoesNotStart() throws Exception {
        folder.write("templates/crm.ftl", "shown");
        reloads.take(() -> folder.write(CRM, RouteFolder.crm("one <#include 'crm.ftl'>")));
        assertDelivers("one shown");
        reloads.refuse(
                () -> {
                    // First, for a look may come before the others are written.
                    folder.write("extra.camel.yaml", """
                            - route:
                                id: extra
                                from:
                                  uri: file:nonesuch
                                  parameters: {autoCreate: false, startingDirectoryMustExist: true}
                                  steps:
                                    - log: x
                            """);
                    folder.replace(CRM, "one", "two").write("templates/crm.ftl", "never").replace("delivery.camel.yaml", "Leaves failures", "Leaves all failures");
                },
                "a route does not start: FileNotFoundException");
        assertDelivers("one shown");
        folder.delete("extra.camel.yaml");
        reloads.awaitInForce();
        assertDelivers("two never");
    }

    private void assertDelivers(String word) {
        String group = Callbacks.newGroup();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        handover.eventually(() -> assertThat(crm.posts()).extracting(SlackStub.Post::body).anyMatch(body -> body.startsWith("{\"text\": \"" + word + " " + group)));
        handover.eventually(() -> assertThat(handover.audited(group)).hasSize(1));
    }
}
