package dev.handover.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactsTest {

    private static final Facts FACTS = new Facts(
            Outcome.CONTRADICTED,
            Finding.OTHER_OWNER,
            List.of("u9"),
            new Group("Design \"1\"", 7, null),
            new Person("u1", "Zoë"),
            new Person("u2", null),
            List.of(new Person("u9", "Ann")));

    @Test
    void areTheSameAfterAHeader() {
        assertThat(Facts.of(FACTS.json())).isEqualTo(FACTS);
        assertThat(FACTS.json()).contains("\"outcome\":\"contradicted\"", "\"finding\":\"other-owner\"");
        assertThat(Facts.of(Facts.NONE.json())).isEqualTo(Facts.NONE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "{", "[]", "null", "{}", "{\"outcome\":\"maybe\"}", "{\"outcome\":\"confirmed\"}"})
    void areNoneWhenTheHeaderCannotBeRead(String header) {
        assertThat(Facts.of(header)).isEqualTo(Facts.NONE);
    }

    @Test
    void forgetTheLeadersForOneReader() {
        assertThat(FACTS.withoutLeaders().leaders()).isEmpty();
        assertThat(FACTS.withoutLeaders().owners()).containsExactly("u9");
    }
}
