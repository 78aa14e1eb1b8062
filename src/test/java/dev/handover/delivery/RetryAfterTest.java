package dev.handover.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0|0", "2|2", " 120 |120", "999999999|999999999", "Tue, 24 Nov 2026 10:00:30 GMT|30", "Tue, 24 Nov 2026 10:00:00 GMT|0"
    })
    void readsSecondsAndDates(String header, long seconds) {
        assertThat(RetryAfter.parse(header, CLOCK)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tue, 24 Nov 2026 09:59:59 GMT", "Sun, 06 Nov 1994 08:49:37 GMT"})
    void waitsNotAtAllForADateThatHasPassed(String header) {
        assertThat(RetryAfter.parse(header, CLOCK)).contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "-1", "1.5", "1s", "soon", "99999999999999999999", "٣", "2026-11-24T10:00:30Z", "Mon, 24 Nov 2026 10:00:30 GMT",
        // Obsolete forms of HTTP dates: nobody who sends 429 today sends them.
        "Tuesday, 24-Nov-26 10:00:30 GMT", "Tue Nov 24 10:00:30 2026"
    })
    void saysNothingForWhatItCannotRead(String header) {
        assertThat(RetryAfter.parse(header, CLOCK)).isEmpty();
    }
}
