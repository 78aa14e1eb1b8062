package dev.handover;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;

/** Keeps every line that Handover logs in this process; {@code logback-test.xml} puts it in place for every context. */
public final class LoggedLines extends AppenderBase<ILoggingEvent> {

    private record Line(String message, String thread) {}

    private static final List<Line> LINES = new ArrayList<>();

    /** How many lines there are by now. */
    static int count() {
        synchronized (LINES) {
            return LINES.size();
        }
    }

    /** The lines after the first {@code count}. */
    static List<String> after(int count) {
        synchronized (LINES) {
            return LINES.subList(count, LINES.size()).stream().map(Line::message).toList();
        }
    }

    /** The names of the threads that logged the lines after the first {@code count} which have that in them. */
    static List<String> threadsAfter(int count, String part) {
        synchronized (LINES) {
            return LINES.subList(count, LINES.size()).stream()
                    .filter(line -> line.message().contains(part))
                    .map(Line::thread)
                    .toList();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        synchronized (LINES) {
            LINES.add(new Line(event.getFormattedMessage(), event.getThreadName()));
        }
    }
}
