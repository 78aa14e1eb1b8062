package dev.handover.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerTest {

    @ParameterizedTest
    @EnumSource
    void isTheSameJsonWhoeverHadItBefore(Answer answer) {
        Arrays.fill(answer.json(""), (byte) '!');

        assertThat(answer.json("")).isEqualTo(answer.envelope("").json());
        assertThat(answer.json("a detail")).isEqualTo(answer.envelope("a detail").json());
    }
}
