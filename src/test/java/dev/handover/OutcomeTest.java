package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;

/** What the auditors and the readers of a message are told about whether a transfer is true. */
@AskingOpenIM
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutcomeTest {

    @Autowired
    private Running handover;

    @Autowired
    private OpenIMStub openim;

    @AfterEach
    void behaves() {
        openim.behave();
    }

    @Test
    @Order(1)
    void isAuditedAfterTheEventWhenItIsConfirmed() {
        String group = Callbacks.newGroup();
        openim.group(group, "Design", "userNew456:100:Ming");
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        List<JsonNode> lines = handover.accepted(group, 2);
        assertThat(lines).extracting(line -> line.path("event").asText()).containsExactly("accepted", "confirmed");
        assertThat(lines.get(1).path("id")).isEqualTo(lines.get(0).path("id"));
        assertThat(lines.get(1).path("owners")).hasSize(1);
        assertThat(lines.get(1).has("finding")).isFalse();
    }

    @Test
    @Order(2)
    void saysWhatWasFoundWhenItIsContradicted() {
        String group = Callbacks.newGroup();
        openim.group(group, "Design", "somebody:100:S", "userNew456:20:Ming");
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        JsonNode line = handover.accepted(group, 2).get(1);
        assertThat(line.path("event").asText()).isEqualTo("contradicted");
        assertThat(line.path("finding").asText()).isEqualTo("other-owner");
        assertThat(line.path("owners").toString()).isEqualTo("[\"somebody\"]");
        assertThat(openim.calls("/group/get_group_member_list")).as("one look for all destinations").isEqualTo(1);
    }

    @Test
    @Order(3)
    void costsNoMessageAndNoAuditLineWhenOpenIMIsAway() {
        openim.delay("/group/get_groups_info", 60_000);
        openim.delay("/group/get_group_member_list", 60_000);
        List<String> groups = IntStream.range(0, 40).mapToObj(i -> Callbacks.newGroup()).toList();
        long start = System.nanoTime();
        groups.forEach(group -> assertStored(handover.send(RawRequest.callback(Callbacks.body(group)))));
        handover.eventually(() -> assertThat(handover.audited().stream().map(line -> line.path("groupID").asText())).containsAll(groups));
        // Four at a time wait a second each until the breaker opens; without it all of them would: 10 s and more.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        for (String group : groups) {
            JsonNode line = handover.accepted(group);
            assertThat(handover.data().resolve("outbox/email/" + line.path("id").asText() + ".eml")).exists();
            assertThat(handover.data().resolve("outbox/slack/" + line.path("id").asText() + ".json")).exists();
        }
    }
}
