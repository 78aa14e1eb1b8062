package dev.handover.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class BackoffTest {

    private static final DeliverySettings SETTINGS = settings(2);
    private static final RandomGenerator LEAST = () -> 0L;
    private static final RandomGenerator MOST = () -> -1L;

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 10", "3, 20", "8, 640", "9, 900", "10, 900", "400, 900", "2000000000, 900"})
    void growsByItsFactorUpToTheLongestDelay(int attempts, long seconds) {
        assertThat(delay(LEAST, attempts)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void staysTheSameWithAFactorOfOne() {
        Backoff even = new Backoff(settings(1), LEAST);
        assertThat(even.delay(300, Optional.empty())).isEqualTo(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 400})
    void isUpToAFifthShorterSoThatWhatFailedTogetherDoesNotComeBackTogether(int attempts) {
        long longest = delay(LEAST, attempts).toMillis();
        assertThat(delay(MOST, attempts).toMillis()).isBetween(longest * 8 / 10, longest * 8 / 10 + 1);
        RandomGenerator random = RandomGenerator.getDefault();
        assertThat(random.ints(200).mapToObj(i -> delay(random, attempts)).distinct().count()).isGreaterThan(10);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 30, 1800, 3600})
    void neverComesEarlierThanTheDestinationAsked(long seconds) {
        Duration asked = Duration.ofSeconds(seconds);
        for (RandomGenerator random : new RandomGenerator[] {LEAST, MOST}) {
            Duration delay = new Backoff(SETTINGS, random).delay(1, Optional.of(asked));
            assertThat(delay).isBetween(asked, asked.plusSeconds(2));
        }
    }

    @Test
    void takesAtOnceForNoPace() {
        assertThat(new Backoff(SETTINGS, LEAST).delay(1, Optional.of(Duration.ZERO))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void takesAboutFourDaysInAll() {
        assertThat(new Backoff(SETTINGS, LEAST).total()).isBetween(Duration.ofHours(96), Duration.ofHours(104));
    }

    @Test
    void waitsAnHourAtMostWhateverTheDestinationAsked() {
        Duration delay = new Backoff(SETTINGS, MOST).delay(1, Optional.of(Duration.ofDays(10)));
        assertThat(delay).isBetween(Duration.ofHours(1), Duration.ofHours(1).plusSeconds(2));
    }

    private static Duration delay(RandomGenerator random, int attempts) {
        return new Backoff(SETTINGS, random).delay(attempts, Optional.empty());
    }

    private static DeliverySettings settings(double backoff) {
        return new DeliverySettings(
                Duration.ofSeconds(5), backoff, Duration.ofMinutes(15), 400, Duration.ofSeconds(45), DataSize.ofMegabytes(1));
    }
}
