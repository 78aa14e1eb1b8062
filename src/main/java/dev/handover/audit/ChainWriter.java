package dev.handover.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the newest file open and the chain going, whatever happened to the files since the last line. */
final class ChainWriter implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final Path directory;
    private final Clock clock;
    private final AuditFile.Opening opening;
    private AuditFile file;
    private volatile Chain chain;
    private WrittenKeys keys;
    private NewLine mending;

    ChainWriter(Path directory, Clock clock, AuditFile.Opening opening) {
        this.directory = directory;
        this.clock = clock;
        this.opening = opening;
    }

    /** Makes sure that the next line follows what is really on the disk; must come before every other call. */
    void prepare() throws IOException {
        if (file != null) {
            file.restore();
        }
        if (file != null && !file.isIntact()) {
            LOG.warn("The audit file {} was changed, moved or removed by someone else; opening anew", file.place().path());
            leave();
        }
        if (file == null) {
            open();
        }
        if (mending != null) {
            file.overwriteTornEnd(mending.bytes());
            chain = mending.chain();
            mending = null;
        }
    }

    /** The number of the last line; 0 when there is none, or the files could not be read yet. */
    long seq() {
        Chain last = chain;
        return last == null ? 0 : last.seq();
    }

    /** Writes these lines, forced together: when this fails, nothing of any stays, and none of them is done but those refused. */
    void write(Iterable<PendingLine> lines) throws IOException {
        Instant now = clock.instant();
        Batch batch = new Batch(chain, now, keys);
        lines.forEach(batch::add);
        byte[] bytes = batch.bytes();
        if (bytes.length > 0) {
            rotateTo(LocalDate.ofInstant(now, ZoneOffset.UTC));
            file.append(bytes);
            chain = batch.chain();
        }
        batch.succeed();
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void open() throws IOException {
        Directories.create(directory);
        List<DayFile> files =
                DayFile.in(directory).stream().filter(found -> found.day() != null).toList();
        if (!files.isEmpty()) {
            file = AuditFile.open(files.get(files.size() - 1), opening);
        }
        try {
            Optional<TornEnd> torn = file == null ? Optional.empty() : TornEnd.of(file);
            torn.ifPresent(end -> file.tornAt(end.position()));
            History history = History.of(files, torn.map(TornEnd::position).orElse(Long.MAX_VALUE));
            keys = history.keys();
            chain = later(history.chain());
            mending = torn.map(end -> NewLine.after(chain, clock.instant(), TornEnd.KIND, end.fields())).orElse(null);
        } catch (IOException | RuntimeException | Error e) {
            leave();
            throw e;
        }
    }

    /** Lines that this process wrote and that are gone must show as a gap, so their numbers are not used again. */
    private Chain later(Chain found) {
        if (chain == null || found.equals(chain) || found.seq() > chain.seq()) {
            return found;
        }
        LOG.warn("The audit in {} ends at seq {} though seq {} was written; the chain goes on after that one",
                directory, found.seq(), chain.seq());
        return chain;
    }

    /** Never goes back: when the clock does, the newest file is kept. */
    private void rotateTo(LocalDate day) throws IOException {
        if (file != null && !day.isAfter(file.place().day())) {
            return;
        }
        if (file != null) {
            file.close();
            file = null;
        }
        file = AuditFile.create(DayFile.of(directory, day), opening);
    }

    private void leave() throws IOException {
        mending = null;
        if (file != null) {
            AuditFile left = file;
            file = null;
            left.abandon();
        }
    }
}
