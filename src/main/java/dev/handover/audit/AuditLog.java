package dev.handover.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what happened as a chain of lines, each on the disk before {@link #append} returns.
 *
 * <p>One JSON object a line in {@code ownership-YYYY-MM-DD.jsonl}, the UTC day of writing: {@code seq} (from 1,
 * never reset), {@code at}, {@code event}, the caller's fields, {@code previous}, and last {@code hash}, the
 * lower-case hex SHA-256 of the line's UTF-8 without line feed and with {@code ,"hash":"…"} taken out.
 * {@link AuditCommand} checks it.
 *
 * <p>A line of the same {@code id}, kind, {@code destination}, {@code recipient} and {@code replay} is written once, as far
 * as the last 100,000 lines tell. A line has at most 1 MiB. When the clock goes back over midnight the newest file is kept, and {@code at} is
 * what the clock says. A line that a crash left unfinished gives way to a {@code mended} line that says so. One process
 * may write to a directory, with any number of threads: what waits while lines are forced is forced together next.
 */
public final class AuditLog implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final ChainWriter writer;
    private final Queue<PendingLine> waiting = new ConcurrentLinkedQueue<>();
    private boolean closed;

    /**
     * Opens the log and mends what a crash left; when that fails it says so, and the next append tries again.
     *
     * @param directory where the files are; made when it is not there
     * @param clock what {@code at} and the day are taken from
     */
    public AuditLog(Path directory, Clock clock) {
        this(directory, clock, FileChannel::open);
    }

    AuditLog(Path directory, Clock clock, AuditFile.Opening opening) {
        this.writer = new ChainWriter(directory, clock, opening);
        try {
            writer.prepare();
        } catch (IOException e) {
            LOG.warn("The audit in {} could not be opened, the next line tries again: {}", directory, e.toString());
        }
    }

    /**
     * Appends one line, which is forced to the disk when this returns.
     *
     * @param kind what happened: accepted, refused, delivered, dead …
     * @param fields the line's own fields, in their order
     * @return true when it was written, false when it was there already
     * @throws IOException when it could not be written; then nothing of it stays
     * @throws IllegalArgumentException when these fields can never be a line: one has a name that the log itself
     *     uses, or the line would be longer than 1 MiB
     */
    public boolean append(String kind, ObjectNode fields) throws IOException {
        NewLine.after(Chain.START, Instant.EPOCH, kind, fields); // Refused before anything is touched.
        PendingLine line = new PendingLine(kind, fields);
        waiting.add(line);
        synchronized (this) {
            if (!line.isDone()) {
                writeWaiting();
            }
        }
        return line.result();
    }

    /** At most one line for each thread that appends. */
    private void writeWaiting() {
        List<PendingLine> lines = new ArrayList<>();
        for (PendingLine next = waiting.poll(); next != null; next = waiting.poll()) {
            lines.add(next);
        }
        try {
            if (closed) {
                throw new IOException("the audit log is closed");
            }
            writer.prepare();
            writer.write(lines);
        } catch (IOException | RuntimeException e) {
            fail(lines, e);
        } catch (Error e) {
            fail(lines, e); // Other threads wait for theirs.
            throw e;
        }
    }

    private static void fail(List<PendingLine> lines, Throwable cause) {
        lines.stream().filter(line -> !line.isDone()).forEach(line -> line.fail(cause));
    }

    /** The number of the last line, without waiting for one that is being written; 0 when there is none. */
    public long seq() {
        return writer.seq();
    }

    /** Closes the file; no line can be appended afterwards. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        writer.close();
    }
}
