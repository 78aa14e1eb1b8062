package dev.handover.audit;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * One line on a terminal that says how far a reading is, how fast, and how long it will still take.
 *
 * <p>Not shown in the first half second, then renewed at most five times a second, gone at the end.
 */
final class Progress implements IntConsumer {

    private static final long FIRST = 500_000_000L;
    private static final long EVERY = 200_000_000L;
    private static final double SECOND = 1e9;

    private final PrintWriter terminal;
    private final long total;
    private final LongSupplier nanoTime;
    private final long began;
    private long due;
    private long done;
    private int width;

    Progress(PrintWriter terminal, long total, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.total = total;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
        this.due = FIRST;
    }

    /** Counts bytes that were read. */
    @Override
    public void accept(int bytes) {
        done += bytes;
        long elapsed = nanoTime.getAsLong() - began;
        if (elapsed < due) {
            return;
        }
        due = elapsed + EVERY;
        show(elapsed / SECOND);
    }

    void clear() {
        if (width > 0) {
            terminal.print("\r" + " ".repeat(width) + "\r");
            terminal.flush();
        }
    }

    private void show(double seconds) {
        long percent = Math.min(100, done * 100 / Math.max(1, total));
        double left = Math.max(0, total - done) * seconds / done;
        String text = String.format(
                Locale.ROOT, "%3d%%  %.0f MB/s  %s left", percent, done / 1e6 / seconds, duration(Math.round(left)));
        terminal.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
        terminal.flush();
        width = Math.max(width, text.length());
    }

    private static String duration(long seconds) {
        return seconds < 60 ? seconds + " s" : String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
    }
}
