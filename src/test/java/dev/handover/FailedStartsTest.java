package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of events, and of the old routes, when an edit's routes are good when they are checked and do not start. */
@EditingRoutes
class FailedStartsTest {

    private static final String CRM = "destinations/crm.camel.yaml";
    private static final String CALLBACK = "callback.camel.yaml";
    /** In the order in which routes are removed and made. */
    private static final String BEFORE_CRM = "before.camel.yaml";
    private static final String EXTRA = "extra.camel.yaml";

    @Autowired
    private Running handover;

    @Autowired
    private RouteFolder folder;

    @Autowired
    private SlackStub crm;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private CamelContext camel;

    private Reloads reloads;

    @BeforeEach
    void addsADestination() throws Exception {
        reloads = new Reloads(handover, folder);
        reloads.restore();
        reloads.take(() -> folder.write(CRM, RouteFolder.crm("one")).branch("crm"));
    }

    @AfterEach
    void isAsItWas() {
        FragileComponent.behave();
        reloads.restore();
    }

    @Test
    void sendsWhatTheNewRoutesTookByTheNewTemplatesWhileTheOldRoutesComeBack() throws Exception {
        reloads.take(() -> folder.write(BEFORE_CRM, part("before", "One.")));
        String meanwhile = Callbacks.newGroup();
        FragileComponent.when("start extra", () -> {
            FragileComponent.behave();
            // Before the new route of crm is taken away.
            FragileComponent.when("stop before", () -> {
                FragileComponent.behave();
                send(meanwhile);
                handover.eventually(() -> assertThat(isPosted("", meanwhile) || deadLetters() > 0).isTrue());
            });
            throw new IllegalStateException("no");
        });
        reloads.refuse(
                () -> {
                    addWord("templates/words.en.ftl");
                    addWord("templates/words.zh.ftl");
                    folder.write(CRM, RouteFolder.crm("two ${words.fresh()}"))
                            .write(BEFORE_CRM, part("before", "Two."))
                            .write(EXTRA, part("extra", "Does not start."));
                },
                "a route does not start: IllegalStateException");
        assertThat(deadLetters()).isZero();
        assertThat(isPosted("two fresh", meanwhile)).isTrue();
        assertDelivers("one");
    }

    @Test
    void areTakenBackWhenALibraryIsMissing() throws Exception {
        FragileComponent.when("start extra", () -> {
            throw new NoClassDefFoundError("com/example/Client");
        });
        reloads.refuse(
                () -> folder.write(EXTRA, part("extra", "Does not start."))
                        .replace(CALLBACK, "Stores one copy of each event", "Stores a copy of each event"),
                "a route does not start: NoClassDefFoundError: com/example/Client");
        assertThat(meters.get("handover.edits.refused").tag("edited", "routes").gauge().value()).isEqualTo(1);
        assertDelivers("one");

        FragileComponent.when("make extra", () -> {
            throw new NoClassDefFoundError("com/example/Options");
        });
        reloads.refuse(
                () -> folder.write(EXTRA, part("extra", "Is not even made.")),
                EXTRA + ":1: The route extra cannot be made: NoClassDefFoundError: com/example/Options. Put all that it needs into lib/");
        assertDelivers("one");
    }

    @Test
    void areInForceWithoutTheEditOnlyWhenTheRouteThatDidNotComeBackRuns() throws Exception {
        reloads.take(() -> folder.write(EXTRA, part("extra", "One.")));
        FragileComponent.when("start extra", () -> {
            throw new IllegalStateException("no");
        });
        folder.write(EXTRA, part("extra", "Two."));
        reloads.awaitRefused("a route of before does not start");
        folder.write(EXTRA, part("extra", "One."));
        for (int looks = 0; looks < 3; looks++) {
            handover.look();
        }
        assertThat(handover.manage("/actuator/health").at("/components/edits/details/routes").asText())
                .contains("a route of before does not start");
        FragileComponent.behave();
        reloads.awaitInForce();
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            assertThat(template.requestBody("direct:extra", "x")).isEqualTo("x");
        }
        assertDelivers("one");
    }

    /** A route that nobody calls. */
    private static String part(String id, String description) {
        return """
                - route:
                    id: %s
                    description: %s
                    from:
                      uri: direct:%1$s
                      steps:
                        - to: {uri: "fragile:%1$s"}
                """.formatted(id, description);
    }

    private void addWord(String file) {
        folder.write(file, folder.read(file) + "\n<#function fresh><#return \"fresh\"></#function>\n");
    }

    private void assertDelivers(String word) {
        String group = Callbacks.newGroup();
        send(group);
        handover.eventually(() -> assertThat(isPosted(word + " ", group)).isTrue());
    }

    private void send(String group) {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
    }

    private boolean isPosted(String word, String group) {
        return crm.posts().stream().anyMatch(post -> post.body().startsWith("{\"text\": \"" + word) && post.body().contains(group));
    }

    private long deadLetters() {
        return handover.queued("dead.transfers.crm");
    }
}
