package dev.handover.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long MILLISECOND = 1_000_000;

    private final StringWriter terminal = new StringWriter();
    private final AtomicLong nanoTime = new AtomicLong(17);
    private final Progress progress = new Progress(new PrintWriter(terminal), 1_000_000_000, nanoTime::get);

    @Test
    void showsNothingInTheFirstHalfSecond() {
        after(499, 1_000_000);
        progress.clear();
        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void showsPercentSpeedAndRemainingTime() {
        after(1_000, 100_000_000);
        assertThat(terminal).hasToString("\r 10%  100 MB/s  9 s left");
    }

    @Test
    void isRenewedAtMostFiveTimesASecond() {
        for (int i = 0; i < 100; i++) {
            after(20, 1_000);
        }
        assertThat(terminal.toString().split("\r")).hasSizeBetween(8, 9);
    }

    @Test
    void coversWhatWasLongerBeforeAndLeavesNothing() {
        after(1_000, 1_000_000);
        assertThat(terminal).hasToString("\r  0%  1 MB/s  16 min 39 s left");
        after(1_000, 998_000_000);
        assertThat(terminal.toString()).endsWith("\r 99%  500 MB/s  0 s left      ");
        progress.clear();
        assertThat(terminal.toString()).endsWith("\r" + " ".repeat(30) + "\r");
    }

    @Test
    void staysAtHundredPercentWhenTheFilesGrow() {
        after(1_000, 1_000_000_000);
        after(1_000, 1_000_000_000);
        assertThat(terminal.toString()).endsWith("\r100%  1000 MB/s  0 s left");
    }

    private void after(long milliseconds, int bytes) {
        nanoTime.addAndGet(milliseconds * MILLISECOND);
        progress.accept(bytes);
    }
}
