package dev.handover;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;

/** Keeps every line that Handover logs in this process; {@code logback-test.xml} puts it in place for every context. */
public final class LoggedLines extends AppenderBase<ILoggingEvent> {

    private static final List<String> LINES = new ArrayList<>();

    /** How many lines there are by now. */
    static int count() {
        synchronized (LINES) {
            return LINES.size();
        }
    }

    /** The lines after the first {@code count}. */
    static List<String> after(int count) {
        synchronized (LINES) {
            return List.copyOf(LINES.subList(count, LINES.size()));
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        synchronized (LINES) {
            LINES.add(event.getFormattedMessage());
        }
    }
}
