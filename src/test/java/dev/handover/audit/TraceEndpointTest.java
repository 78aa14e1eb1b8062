package dev.handover.audit;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handover.Callbacks;
import dev.handover.NothingConfigured;
import dev.handover.RawRequest;
import dev.handover.Running;
import java.io.IOException;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What became of events, as the management port tells it. */
@NothingConfigured
class TraceEndpointTest {

    @Autowired
    private Running handover;

    @Autowired
    private Trails trails;

    @Test
    void tellsAnEventByItsIdItsOperationAndItsGroup() throws IOException, InterruptedException {
        String group = Callbacks.newGroup();
        JsonNode accepted = transfer(group);
        for (String field : List.of("id", "operationID", "groupID")) {
            String key = accepted.path(field).asText();
            JsonNode events = handover.manage("/actuator/trace/" + key).path("events");
            assertThat(events).as(field).hasSize(1);
            assertThat(events.get(0).path("accepted")).isEqualTo(accepted);
            assertThat(events.get(0).path("outcome").asText()).isEqualTo("not-checked");
            assertThat(events.get(0).path("destinations").toString()).isEqualTo("{\"email\":\"delivered\",\"slack\":\"delivered\"}");
            assertThat(events.get(0).path("lines")).extracting(line -> line.path("event").asText()).containsOnly("delivered").hasSize(2);
            assertThat(handover.manage("/actuator/trace?key=" + key).path("events")).as(field).isEqualTo(events);
        }
    }

    @Test
    void takesAKeyThatAPathCannotHave() throws IOException, InterruptedException {
        String group = Callbacks.newGroup() + "/../a b?&key=\"<%2F>#é";
        JsonNode accepted = transfer(group);
        String query = "?key=" + URLEncoder.encode(group, StandardCharsets.UTF_8);
        assertThat(handover.manage("/actuator/trace" + query).at("/events/0/accepted")).isEqualTo(accepted);
    }

    @Test
    void tellsTheNewestTwentyTheNewestFirst() throws IOException, InterruptedException {
        String group = Callbacks.newGroup();
        for (int i = 0; i < 21; i++) {
            assertStored(handover.send(RawRequest.callback(Callbacks.body(group, "owner" + i, "owner" + (i + 1)))));
        }
        List<String> ids = new ArrayList<>(handover.accepted(group, 21).stream().map(line -> line.path("id").asText()).toList());
        Collections.reverse(ids);
        assertThat(handover.manage("/actuator/trace/" + group).path("events"))
                .extracting(event -> event.at("/accepted/id").asText())
                .isEqualTo(ids.subList(0, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/none", "?key=none", "?key=", "", "/019c0000-0000-7000-8000-000000000000", "?key=userOld123", "/a/b", "?key=%00", "?key=%5C"
    })
    void answers404WhenThereIsNone(String key) {
        transfer(Callbacks.newGroup());
        HttpResponse<String> answer = get("/actuator/trace" + key);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("events");
    }

    @Test
    void looksUpOneAfterTheOtherAndTheConsoleToo() {
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        synchronized (trails) {
            for (String path : List.of("/actuator/trace/none", "/actuator/trace?key=none", "/console?key=none")) {
                answers.add(CompletableFuture.supplyAsync(() -> get(path), task -> new Thread(task).start()));
            }
            handover.eventually(() -> assertThat(waitingForTrails()).isEqualTo(3));
        }
        assertThat(answers).extracting(answer -> answer.join().statusCode()).containsExactly(404, 404, 200);
    }

    /** The audit's line about a transfer, which was sent with an operationID, and delivered. */
    private JsonNode transfer(String group) {
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        return handover.accepted(group);
    }

    private long waitingForTrails() {
        return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .map(thread -> thread.getThreadState() == Thread.State.BLOCKED ? thread.getLockInfo() : null)
                .filter(this::isOfTrails)
                .count();
    }

    private boolean isOfTrails(LockInfo lock) {
        return lock != null && lock.getIdentityHashCode() == System.identityHashCode(trails);
    }

    private HttpResponse<String> get(String path) {
        try {
            return handover.manage("GET", path);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
