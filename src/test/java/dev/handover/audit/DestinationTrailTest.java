package dev.handover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit writes lines in any order, because one that failed is tried again by itself, later. */
class DestinationTrailTest {

    /** A line is KIND/REPLAY, or KIND/REPLAY/RECIPIENT where there are two. */
    @ParameterizedTest
    @CsvSource({
        "dead/0, dead: rejected",
        "dead/0 replayed/1, waiting",
        "dead/0 replayed/1 delivered/1, delivered",
        "dead/0 replayed/1 filtered/1, filtered",
        "dead/0 replayed/1 dead/1, dead: rejected",
        "dead/0 replayed/1 dead/1 replayed/2, waiting",
        "dead/0 replayed/1 dead/1 replayed/2 delivered/2, delivered",
        "dead/0 dropped/0, dropped",
        "dead/0 replayed/1 dropped/1, dropped",
        "dead/0 replayed/1 dead/1 dropped/1, dropped",
        "delivered/0/a dead/0/b, dead (1 of 2): rejected",
        "delivered/0/a dead/0/b replayed/1/b, partly (1 of 2)",
        "delivered/0/a dead/0/b replayed/1/b delivered/1/b, delivered (2 of 2)",
        "dead/0/a replayed/1/a dead/0/b dropped/0/b, dropped (0 of 2)",
        "dead/0 replayed/1 delivered/1/a delivered/1/b, delivered (2 of 2)"
    })
    void tellsTheSameInWhateverOrderTheLinesCame(String lines, String words) {
        List<List<String>> orders = orders(List.of(lines.split(" ")));
        assertThat(orders).allSatisfy(order -> {
            DestinationTrail trail = new DestinationTrail();
            order.forEach(line -> trail.add(line(line.split("/"))));
            assertThat(trail.words()).as(order.toString()).isEqualTo(words);
            assertThat(trail.isReached()).as(order.toString()).isEqualTo(words.matches("(delivered|filtered).*"));
        });
    }

    private static List<List<String>> orders(List<String> lines) {
        if (lines.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> orders = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String first = lines.get(i);
            List<String> others = new ArrayList<>(lines);
            others.remove(i);
            for (List<String> rest : orders(others)) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                orders.add(order);
            }
        }
        return orders;
    }

    private static ObjectNode line(String[] told) {
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("event", told[0]);
        if (!told[1].equals("0")) {
            line.put("replay", Integer.parseInt(told[1]));
        }
        if (told.length > 2) {
            line.put("recipient", told[2]).put("recipients", 2);
        }
        return told[0].equals("dead") ? line.put("reason", "rejected") : line;
    }
}
