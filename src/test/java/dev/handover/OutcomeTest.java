package dev.handover;

import static dev.handover.Envelopes.assertStored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
    void isAuditedBesideTheEventWhenItIsConfirmed() {
        String group = Callbacks.newGroup();
        openim.group(group, "Design", "userNew456:100:Ming");
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        JsonNode accepted = told(group, "accepted");
        JsonNode confirmed = told(group, "confirmed");
        assertThat(confirmed.path("id")).isEqualTo(accepted.path("id"));
        assertThat(confirmed.path("owners")).hasSize(1);
        assertThat(confirmed.has("finding")).isFalse();
    }

    @Test
    @Order(2)
    void saysWhatWasFoundWhenItIsContradicted() {
        String group = Callbacks.newGroup();
        openim.group(group, "Design", "somebody:100:S", "userNew456:20:Ming");
        assertStored(handover.send(RawRequest.callback(Callbacks.body(group))));
        JsonNode line = told(group, "contradicted");
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
        groups.forEach(group -> assertStored(handover.send(RawRequest.callback(Callbacks.body(group)))));
        handover.eventually(() -> assertThat(handover.audited().stream().map(line -> line.path("groupID").asText())).containsAll(groups));
        for (String group : groups) {
            JsonNode line = handover.accepted(group);
            assertThat(handover.data().resolve("outbox/email/" + line.path("id").asText() + ".eml")).exists();
            assertThat(handover.data().resolve("outbox/slack/" + line.path("id").asText() + ".json")).exists();
        }
        // A few at a time wait until the breaker opens; without it all of them would.
        assertThat(openim.calls("/group/get_groups_info")).isLessThan(20);
    }

    /** The one of an event's two lines that is of a kind: they may be written together, in either order. */
    private JsonNode told(String group, String kind) {
        List<JsonNode> lines = handover.accepted(group, 2).stream()
                .filter(line -> line.path("event").asText().equals(kind))
                .toList();
        assertThat(lines).as(kind).hasSize(1);
        return lines.get(0);
    }
}
