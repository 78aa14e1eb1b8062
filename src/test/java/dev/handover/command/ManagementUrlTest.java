package dev.handover.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the commands ask, by the settings of the running instance. */
class ManagementUrlTest {

    @AfterEach
    void forgets() {
        System.clearProperty("MANAGEMENT_ADDRESS");
        System.clearProperty("MANAGEMENT_PORT");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', http://127.0.0.1:10016", "10.1.2.3, 9000, http://10.1.2.3:9000", "::1, '', http://[::1]:10016",
        "fd00::7, 9000, http://[fd00::7]:9000", "[::1], '', http://[::1]:10016"
    })
    void isWhereTheInstanceListens(String address, String port, String url) {
        System.setProperty("MANAGEMENT_ADDRESS", address);
        System.setProperty("MANAGEMENT_PORT", port);
        assertThat(new ManagementPort().url()).hasToString(url);
    }
}
