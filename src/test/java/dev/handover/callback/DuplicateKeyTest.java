package dev.handover.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DuplicateKeyTest {

    @Test
    void isTheSameForTheSameCallbackOnly() {
        assertThat(key("op", "g", "a", "b")).isEqualTo(key("op", "g", "a", "b")).matches("[0-9a-f]{64}");
        List<String> others = Stream.of(
                        key("op", "g", "a", "b"), key("op2", "g", "a", "b"), key("op", "g2", "a", "b"), key("op", "g", "b", "a"),
                        key("op", "g", "ab", ""), key("op", "ga", "", "b"), key("opg", "", "a", "b"), key("op", "g", "", "ab"),
                        key("op", "g", "a1:b", ""), key("op", "g", "ä", "b"), key("op", "g", "?", "b"))
                .toList();
        assertThat(others).doesNotHaveDuplicates();
    }

    @Test
    void isWhatADuplicateOfEarlierVersionsHad() {
        // printf '2:op1:g1:a1:b' | sha256sum
        assertThat(key("op", "g", "a", "b")).isEqualTo("1f9c73e38ddfc142cb6ceff200dbe990544397815a6ad44613ca9af9cc37ab9a");
    }

    /** The id and the time are another one's for each request. */
    private static String key(String operationID, String groupID, String old, String successor) {
        Instant now = Instant.now();
        return DuplicateKey.of(new Event(1, now.toString(), now, operationID, groupID, old, successor));
    }
}
