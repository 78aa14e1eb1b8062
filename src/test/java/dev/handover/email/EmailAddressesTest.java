package dev.handover.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressesTest {

    @Test
    void readsSeveralSeparatedByCommas() {
        assertThat(EmailAddresses.list(" a@example.org, \"Ops, night\" <b@example.org>"))
                .extracting("address")
                .containsExactly("a@example.org", "b@example.org");
    }

    @Test
    void readsNoneFromNothing() {
        assertThat(EmailAddresses.list(null)).isEmpty();
        assertThat(EmailAddresses.list("  ")).isEmpty();
    }

    @Test
    void encodesANameBeyondAscii() {
        assertThat(EmailAddresses.one("Übergabe <h@example.org>").toString()).matches("\\p{ASCII}+");
        assertThat(EmailAddresses.one("Übergabe <h@example.org>").getPersonal()).isEqualTo("Übergabe");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a", "a@", "@example.org", "a b@example.org", "a@example.org\r\nBcc: x@example.org", "a@example.org\n", "<a@b",
        "team: a@example.org;", "a@exa mple.org", "ü@example.org", "a@bücher.example", "a@example.org,,b", "a@b@c",
        "\"x\r\n y\" <a@example.org>", "\"=?utf-8?q?=0ABcc?=\" <a@example.org\u0000>", "undisclosed-recipients:;"
    })
    void refusesWhatIsNoAddress(String setting) {
        assertThatThrownBy(() -> EmailAddresses.list(setting))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .startsWith("Not a mail address: ")
                .doesNotContain("\r", "\n");
    }

    @Test
    void refusesTwoWhereOneIsWanted() {
        assertThatThrownBy(() -> EmailAddresses.one("a@example.org, b@example.org"))
                .hasMessageStartingWith("Exactly one mail address is wanted");
        assertThatThrownBy(() -> EmailAddresses.one(null)).hasMessageStartingWith("Exactly one mail address is wanted");
    }
}
