package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Many edits in a short time, half of them broken, while events come: {@code storm.edits} in {@code storm.seconds}.
 *
 * <p>They come in bursts, as people save, with pauses in which what came last is taken up or refused.
 */
@EditingRoutes
class RouteStormTest {

    private static final int EDITS = Integer.getInteger("storm.edits", 40);
    private static final int SECONDS = Integer.getInteger("storm.seconds", 12);
    private static final int BURST = 5;
    private static final int PER_SECOND = 20;

    private static final String CRM = "destinations/crm.camel.yaml";
    private static final String EXTRA = "destinations/extra.camel.yaml";
    private static final Pattern NUMBERS = Pattern.compile("\\{\"route\": (\\d+), \"template\": (\\d+), \"group\": \"([^\"]+)\"}");

    @Autowired
    private Running handover;

    @Autowired
    private RouteFolder folder;

    @Autowired
    private SlackStub crm;

    @Autowired
    private MeterRegistry meters;

    private final Random random = new Random(5);
    private Reloads reloads;
    private int good;

    @BeforeEach
    void addsTheDestination() throws Exception {
        reloads = new Reloads(handover, folder);
        reloads.restore();
        crm.posts().clear();
        reloads.take(() -> {
            writeNumber(0);
            folder.branch("crm");
        });
    }

    @AfterEach
    void isAsItWas() {
        reloads.restore();
    }

    @Test
    void losesNoEventAndSendsNoneByAMixOfOldAndNew() throws Exception {
        double goodLoads = reloads("good");
        double refused = reloads("refused");
        List<SteadyLoad.Stored> stored;
        try (SteadyLoad load = new SteadyLoad(handover, PER_SECOND)) {
            edit();
            stored = load.end();
        }
        reloads.awaitInForce();
        Set<String> groups = stored.stream().map(SteadyLoad.Stored::group).collect(Collectors.toSet());
        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            assertThat(posted()).as("events at the CRM").containsAll(groups);
            assertThat(audited()).as("events in the audit").containsAll(groups);
        });
        long mixes = crm.posts().stream().filter(post -> !agrees(post)).count();
        double taken = reloads("good") - goodLoads;
        System.out.printf(
                "Storm: %d edits in %d s, %.0f loads good, %.0f refused; %d events stored, %d posts to the CRM, %d mixes; slowest answer %d ms%n",
                EDITS, SECONDS, taken, reloads("refused") - refused, groups.size(), crm.posts().size(), mixes,
                stored.stream().mapToLong(SteadyLoad.Stored::millis).max().orElse(0));
        assertThat(mixes).isZero();
        assertThat(taken).as("good loads").isPositive();
        assertTheLastGoodEditIsInForce();
    }

    private void edit() throws Exception {
        long start = System.nanoTime();
        for (int i = 1; i <= EDITS; i++) {
            boolean last = i == EDITS;
            if (i % 2 == 1 || last) {
                good = i;
                writeGood(i);
            } else {
                writeBroken(i);
            }
            // A burst ends now good and now broken.
            long due = i % BURST == 0 || last ? start + TimeUnit.SECONDS.toNanos(SECONDS) * i / EDITS : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void writeGood(int number) {
        writeNumber(number);
        boolean extra = folder.files().containsKey(EXTRA);
        if (extra && random.nextBoolean()) {
            folder.withoutBranch("extra").delete(EXTRA);
        } else if (!extra && random.nextBoolean()) {
            folder.write(EXTRA, """
                    - route:
                        id: extra
                        from:
                          uri: jms:transfers.extra
                          steps:
                            - log: {loggingLevel: DEBUG, message: extra}
                    """).branch("extra");
        }
    }

    private void writeBroken(int number) {
        switch (number / 2 % 5) {
            case 0 -> folder.write(CRM, file(number).substring(0, file(number).length() / 2));
            case 1 -> folder.write(CRM, file(number).replace("- setBody", "- setBdy"));
            case 2 -> folder.write(CRM, file(number).replace("{{CRM_URL}}", "nonesuch:x"));
            case 3 -> folder.write("templates/crm.ftl", "${nothing}");
            default -> folder.write(CRM, file(number).replace("direct:crm-part", "direct:crm-prt"));
        }
    }

    private void writeNumber(int number) {
        folder.write(CRM, file(number)).write("templates/crm.ftl", "" + number);
    }

    /** Two routes and a template, which carry the edit's number each. */
    private static String file(int number) {
        return """
                - route:
                    id: crm
                    from:
                      uri: jms:transfers.crm
                      parameters: {concurrentConsumers: 2}
                      steps:
                        - to: {uri: "direct:crm-part"}
                        - setBody:
                            language:
                              language: json-template
                              expression: '{"route": %1$d, "template": <#include "crm.ftl">, "group": "${groupID}"}'
                        - to:
                            uri: "{{CRM_URL}}"
                            parameters: {httpMethod: POST}
                - route:
                    id: crm-part
                    from:
                      uri: direct:crm-part
                      steps:
                        - setHeader: {name: part, constant: "%1$d"}
                """.formatted(number);
    }

    private static boolean agrees(SlackStub.Post post) {
        Matcher numbers = NUMBERS.matcher(post.body());
        return numbers.matches() && numbers.group(1).equals(numbers.group(2)) && numbers.group(1).equals(post.headers().get("part"));
    }

    private Set<String> posted() {
        Set<String> groups = new HashSet<>();
        for (SlackStub.Post post : crm.posts()) {
            Matcher numbers = NUMBERS.matcher(post.body());
            if (post.status() == 200 && numbers.matches()) {
                groups.add(numbers.group(3));
            }
        }
        return groups;
    }

    private Set<String> audited() {
        return handover.audited().stream().map(line -> line.path("groupID").asText()).collect(Collectors.toSet());
    }

    private double reloads(String outcome) {
        return meters.counter("handover.reloads", "outcome", outcome).count();
    }

    private void assertTheLastGoodEditIsInForce() {
        crm.posts().clear();
        assertStored(handover.send(RawRequest.callback(Callbacks.body(Callbacks.newGroup()))));
        handover.eventually(() -> assertThat(crm.posts()).singleElement().satisfies(post -> {
            assertThat(post.body()).startsWith("{\"route\": " + good + ",");
            assertThat(agrees(post)).isTrue();
        }));
    }
}
