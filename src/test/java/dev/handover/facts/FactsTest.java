package dev.handover.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
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

    /** Both ends of what IDs and names may be: ordinary ones all fit, those made of controls take six characters each. */
    @Test
    void fitIntoARecordOfTheJournalWhoeverLeadsTheGroup() {
        Facts ordinary = ledBy("u", "昵");
        assertThat(Facts.of(ordinary.json())).isEqualTo(ordinary);
        Facts cut = Facts.of(ledBy("\u0001", "\u0002").json());
        assertThat(cut.json().length()).isLessThanOrEqualTo(100_000);
        assertThat(cut.leaders()).isNotEmpty().first().isEqualTo(ledBy("\u0001", "\u0002").leaders().get(0));
        assertThat(cut.owners()).isNotEmpty();
        assertThat(cut.group()).isEqualTo(FACTS.group());
    }

    private static Facts ledBy(String id, String name) {
        List<Person> leaders = IntStream.range(0, Facts.MOST_LEADERS)
                .mapToObj(i -> new Person(id.repeat(253) + (100 + i), name.repeat(100)))
                .toList();
        return new Facts(
                FACTS.outcome(), FACTS.finding(), List.of("u9"), FACTS.group(), FACTS.oldOwner(), FACTS.newOwner(), leaders);
    }

    @Test
    void forgetTheLeadersForOneReader() {
        assertThat(FACTS.withoutLeaders().leaders()).isEmpty();
        assertThat(FACTS.withoutLeaders().owners()).containsExactly("u9");
    }
}
