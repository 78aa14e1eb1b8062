package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a scrape shows, and health says, of callbacks and of a destination that is down, filters, and gives up. */
@EditingRoutes
class MetricsTest {

    private static final String CRM = """
            # The destination "crm", for the groups of the lawyers.
            - route:
                id: crm
                description: Posts each transfer of a legal group to the CRM.
                from:
                  uri: jms:transfers.crm
                  steps:
                    - filter:
                        simple: ${exchangeProperty.event.groupID} startsWith 'legal-'
                        steps:
                          - to:
                              uri: "{{CRM_URL}}"
                              parameters:
                                httpMethod: POST
            """;

    private static final String DELIVERED = "handover_deliveries_total{destination=\"crm\",outcome=\"delivered\"}";
    private static final String FILTERED = "handover_deliveries_total{destination=\"crm\",outcome=\"filtered\"}";
    private static final String RETRIED = "handover_deliveries_total{destination=\"crm\",outcome=\"retried\"}";
    private static final String DEAD = "handover_deliveries_total{destination=\"crm\",outcome=\"dead\"}";
    private static final String OLDEST = "handover_destination_oldest_event_age_seconds{destination=\"crm\"}";
    private static final String WAITING = "handover_destination_waiting_events{destination=\"crm\"}";
    private static final String RETRYING = "handover_destination_retrying_events{destination=\"crm\"}";
    private static final String LETTERS = "handover_destination_dead_letters{destination=\"crm\"}";

    @Autowired
    private Running handover;

    @Autowired
    private RouteFolder folder;

    @Autowired
    private SlackStub crm;

    @AfterEach
    void isAsItWas() throws Exception {
        crm.behave();
        handover.eventually(() -> assertThat(handover.queued("transfers.crm")).isZero());
        handover.manage("POST", "/actuator/deadletters/crm");
        handover.eventually(() -> assertThat(handover.queued("dead.transfers.crm")).isZero());
        crm.posts().clear();
        new Reloads(handover, folder).restore();
    }

    @Test
    void tellWhatHappensToCallbacksAndTheirEvents() throws Exception {
        new Reloads(handover, folder).take(() -> folder.write("destinations/crm.camel.yaml", CRM).branch("crm"));
        handover.eventually(() -> assertThat(scrape().values()).containsKeys(DELIVERED, FILTERED, RETRIED, DEAD, OLDEST));
        Scrape before = scrape();

        // Down: the age grows from when the event was accepted, whatever the attempts.
        crm.answerAlways(503, "no " + EditingRoutes.CRM_SECRET);
        Instant sent = Instant.now();
        RawRequest twice = RawRequest.callback(Callbacks.body("legal-" + Callbacks.newGroup()));
        assertStored(handover.send(twice));
        Instant answered = Instant.now();
        assertStored(handover.send(twice));
        handover.awaitLogged("A callback of operation " + twice.operationID() + " is a duplicate of one that is stored");
        handover.eventually(() -> assertThat(scrape().since(before, RETRIED)).isGreaterThanOrEqualTo(3));
        handover.eventually(() -> {
            double least = seconds(answered);
            Scrape scrape = scrape();
            assertThat(scrape.get(OLDEST)).isBetween(least, seconds(sent));
            assertThat(scrape.get(RETRYING)).isEqualTo(1);
            assertThat(scrape.get(WAITING)).isEqualTo(1);
        });
        handover.eventually(() -> assertThat(state().path("state").asText()).isEqualTo("retrying"));
        JsonNode state = state();
        assertThat(Instant.parse(state.path("since").asText())).isBetween(sent, Instant.now());
        assertThat(state.path("reason").asText()).isEqualTo("server-error");
        assertThat(state.path("waiting").asInt()).isEqualTo(1);
        assertThat(state.path("goes").asText()).isNotEmpty();
        assertThat(state.toString()).doesNotContain(EditingRoutes.CRM_SECRET);
        assertThat(handover.manage("/actuator/health").path("status").asText()).isEqualTo("UP");

        // Up again.
        crm.behave();
        handover.eventually(() -> assertThat(scrape().since(before, DELIVERED)).isEqualTo(1));
        handover.eventually(() -> assertThat(scrape().get(OLDEST)).isZero());
        handover.eventually(() -> assertThat(state().path("state").asText()).isEqualTo("delivering"));

        // One that its filter leaves out, one that it rejects, and what is none.
        assertStored(handover.send(RawRequest.callback(Callbacks.body(Callbacks.newGroup()))));
        crm.answerNext(400, Map.of(), "");
        assertStored(handover.send(RawRequest.callback(Callbacks.body("legal-" + Callbacks.newGroup()))));
        assertThat(handover.send(RawRequest.callback("{}")).status()).isEqualTo(400);
        handover.eventually(() -> assertThat(scrape().get(LETTERS)).isEqualTo(1));
        handover.drain();
        handover.eventually(() -> {
            Scrape after = scrape();
            assertThat(after.since(before, FILTERED)).isEqualTo(1);
            assertThat(after.since(before, DEAD)).isEqualTo(1);
            assertThat(after.since(before, DELIVERED)).isEqualTo(1);
            assertThat(after.since(before, failures("rejected"))).isEqualTo(1);
            assertThat(after.since(before, failures("server-error"))).isEqualTo(after.since(before, RETRIED));
            assertThat(after.since(before, "handover_callbacks_total{answer=\"stored\"}")).isEqualTo(4);
            assertThat(after.since(before, "handover_callbacks_duplicates_total")).isEqualTo(1);
            assertThat(after.since(before, "handover_callbacks_total{answer=\"invalid\"}")).isEqualTo(1);
            assertThat(after.since(before, "handover_answer_seconds_count")).isEqualTo(5);
            assertThat(after.since(before, "handover_audit_seq")).isGreaterThanOrEqualTo(3);
            assertThat(after.get("handover_ready")).isEqualTo(1);
            assertThat(after.get("handover_broker_up")).isEqualTo(1);
            assertThat(after.get("handover_disk_free_bytes")).isGreaterThan(after.get("handover_disk_needed_bytes"));
            assertThat(after.get("handover_edits_refused{edited=\"routes\"}")).isZero();
            assertThat(after.get("handover_reloads_total{outcome=\"good\"}")).isPositive();
            assertThat(after.get("handover_transfers_oldest_event_age_seconds")).isZero();
            assertThat(after.values()).containsKeys("handover_answer_seconds_bucket{le=\"0.01\"}", "handover_answer_seconds_bucket{le=\"5.0\"}");
        });

        assertThat(scrape().names()).as("the metrics that docs/METRICS.md lists").isEqualTo(MetricsTable.names());
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / 1000.0;
    }

    private static String failures(String reason) {
        return "handover_delivery_failures_total{destination=\"crm\",reason=\"" + reason + "\"}";
    }

    private JsonNode state() throws IOException, InterruptedException {
        return handover.manage("/actuator/health").at("/components/destinations/details/crm");
    }

    private Scrape scrape() throws IOException, InterruptedException {
        String text = handover.manage("GET", "/actuator/prometheus").body();
        assertThat(text.lines().filter(line -> line.startsWith("# HELP handover_"))).allMatch(line -> line.matches("# HELP \\S+ \\S.*"));
        return Scrape.of(text);
    }

    /**
     * One answer to Prometheus.
     *
     * @param values by name and labels, as they are written
     * @param names of the metrics, as Prometheus' TYPE lines have them
     */
    private record Scrape(Map<String, Double> values, Set<String> names) {

        static Scrape of(String text) {
            return new Scrape(
                    text.lines()
                            .filter(line -> line.startsWith("handover_"))
                            .collect(Collectors.toMap(
                                    line -> line.substring(0, line.lastIndexOf(' ')),
                                    line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))),
                    text.lines()
                            .filter(line -> line.startsWith("# TYPE handover_"))
                            .map(line -> line.split(" ")[2])
                            .collect(Collectors.toSet()));
        }

        double get(String series) {
            assertThat(values).containsKey(series);
            return values.get(series);
        }

        double since(Scrape before, String series) {
            return values.getOrDefault(series, 0.0) - before.values.getOrDefault(series, 0.0);
        }
    }
}
