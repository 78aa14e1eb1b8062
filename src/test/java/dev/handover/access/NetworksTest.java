package dev.handover.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.handover.settings.InvalidSetting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    private final Networks networks = Networks.of(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8", "::1"), "X");

    @ParameterizedTest
    @ValueSource(strings = {"10.255.0.1", "::ffff:10.1.2.3", "[::ffff:a01:203]", "192.0.2.7", "fdff::1", "fd00::1%eth0", "[::1]", "0:0:0:0:0:0:0:1"})
    void containTheirAddressesHoweverWritten(String address) {
        assertThat(networks.contain(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "11.0.0.1", "192.0.2.8", "fe00::1", "::2", "::", "10.1", "10", "10.0.0.256", "localhost", "10.0.0.1 ", "10.0.0.1:80",
        "", "a", "fd", ":", "::ffff:11.0.0.1", "2130706433"
    })
    void containNothingElse(String address) {
        assertThat(networks.contain(address)).isFalse();
    }

    @Test
    void ofNobodyContainNobody() {
        assertThat(Networks.of(List.of(), "X").contain("10.0.0.1")).isFalse();
        assertThat(Networks.of(List.of(), "X").isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "10.1/16", "openim", "::/129", "10.0.0.0-10.0.0.9", "*"})
    void stopTheStartWhenOneIsNone(String network) {
        assertThatExceptionOfType(InvalidSetting.class)
                .isThrownBy(() -> Networks.of(List.of(network), "WEBHOOK_ALLOWED_NETWORKS (…)"))
                .withMessageStartingWith("WEBHOOK_ALLOWED_NETWORKS (…) has an entry that is no network. Write networks like");
    }
}
