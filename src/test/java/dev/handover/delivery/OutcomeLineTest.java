package dev.handover.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeLineTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "ann@example.org", "Ann@Example.ORG", "Ann <ann@example.org>", "\"Ann\" <ann@example.org>", "\"Fox, Ann\" <ann@example.org>",
        "\"a <bob@example.org>\" <ann@example.org>", "=?UTF-8?Q?=C3=84nn?= <ann@example.org>", "<ann@example.org>", "ann@example.org (Ann)"
    })
    void findsAMailAddressByItsFingerprintWhateverNameItHas(String recipient) {
        // printf '%s %s' event-1 ann@example.org | sha256sum | cut -c1-16
        assertThat(line(recipient)).contains("\"recipient\":\"ef4f0af0cc5e0a79\"");
    }

    @Test
    void takesAChannelAsItIs() {
        // printf '%s %s' event-1 '#leads' | sha256sum | cut -c1-16
        assertThat(line("#leads")).contains("\"recipient\":\"7b5b46341f98139d\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "leads (a)|leads (b)", "Leads <c1>|Others <c1>", "a@x.org, b@x.org|a@x.org, c@x.org", "a: b@x.org;|c: b@x.org;", "<|>"
    })
    void keepsRecipientsApartThatAreNoMailAddress(String two) {
        String[] recipients = two.split("\\|");
        assertThat(line(recipients[0])).isNotEqualTo(line(recipients[1]));
    }

    private static String line(String recipient) {
        return new OutcomeLine("delivered", "event-1", "any", recipient, 0, JsonNodeFactory.instance.objectNode()).json();
    }
}
