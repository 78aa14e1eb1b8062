package dev.handover.settings;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in files that may be edited while Handover runs: an edit counts when all of it is good, else what was good stays
 * in force and the reason is in the log and in health.
 *
 * <p>The files are looked at twice a second, by content, so that links and editors which write another file are seen. An edit
 * is taken up when two looks in a row find the same, because a file may be half written at the first. One that is good and cannot be
 * in force yet is tried again after 10 minutes, or when the files change. Safe for use by many threads.
 *
 * @param <T> what the files say
 */
public final class Edited<T> {

    /** Reads the files. */
    @FunctionalInterface
    public interface Source {
        /**
         * The text of each file by its name; a file that is not there is left out.
         *
         * @throws Refused when one is not there that has to be
         */
        Map<String, String> read() throws IOException;
    }

    /** Makes something of the files' texts. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * @throws Refused when the texts are not good, with the file's name, what is wrong, and what to write
         * @throws NotNow when they are good, and are to be tried again after a while, because each try has its price
         */
        T parse(Map<String, String> files);
    }

    /** After a try that kept deliveries waiting for a minute. */
    static final Duration LATER = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Edited.class);

    private final String name;
    private final Source source;
    private final Parser<T> parser;
    private final LongSupplier nanoTime;
    private Map<String, String> looked;
    private Map<String, String> judged;
    /** Null when it is to be parsed again. */
    private Map<String, String> inForce;
    /** When what was put off is tried again; nothing when nothing was. */
    private Optional<Long> due = Optional.empty();
    private volatile T current;
    private volatile String refused;

    /**
     * Reads the files for the first time.
     *
     * @param name what the files are, for people
     * @throws Refused when the files cannot be read, or are not good
     */
    public Edited(String name, Source source, Parser<T> parser) {
        this(name, source, parser, Optional.empty());
    }

    /**
     * Reads the files for the first time.
     *
     * @param name what the files are, for people
     * @param lastGood what was in force before; it is again, when the files are not good
     * @throws Refused when the files cannot be read, or are not good, and what was in force before is not there or not good
     */
    public Edited(String name, Source source, Parser<T> parser, Optional<Map<String, String>> lastGood) {
        this(name, source, parser, lastGood, System::nanoTime);
    }

    Edited(String name, Source source, Parser<T> parser, Optional<Map<String, String>> lastGood, LongSupplier nanoTime) {
        this.name = name;
        this.source = source;
        this.parser = parser;
        this.nanoTime = nanoTime;
        try {
            this.judged = first(source);
            this.current = parser.parse(judged);
            this.inForce = judged;
        } catch (Refused e) {
            this.inForce = lastGood.orElseThrow(() -> e);
            this.current = again(inForce, e);
            refuse(e.getMessage());
        }
        this.looked = judged;
    }

    private T again(Map<String, String> lastGood, Refused first) {
        try {
            return parser.parse(lastGood);
        } catch (Refused e) {
            // Whoever edits the files can mend those alone.
            throw first;
        }
    }

    private Map<String, String> first(Source files) {
        try {
            return files.read();
        } catch (IOException e) {
            throw new InvalidSetting(name, "cannot be read", "Let Handover's user read the files.");
        }
    }

    /** What is in force. */
    public T current() {
        return current;
    }

    /** Why the newest edit is not in force; nothing when it is. */
    public Optional<String> refused() {
        return Optional.ofNullable(refused);
    }

    String name() {
        return name;
    }

    /** Looks at the files once. */
    synchronized void look() {
        try {
            Map<String, String> found = source.read();
            boolean settled = found.equals(looked);
            looked = found;
            if (settled && found.equals(inForce)) {
                judged = found;
                due = Optional.empty();
                refused = null;
            } else if (settled && (!found.equals(judged) || isDue())) {
                if (found.equals(judged)) {
                    LOG.info("{}: the edit is tried again", name);
                }
                judged = found;
                due = Optional.empty();
                current = parser.parse(found);
                inForce = found;
                refused = null;
                LOG.info("{}: the edit is in force", name);
            }
        } catch (Refused e) {
            refuse(e.getMessage());
        } catch (NotNow e) {
            putOff(e.getMessage());
        } catch (IOException e) {
            tryAgain("the files cannot be read");
        } catch (RuntimeException e) {
            // Nobody's edit is to blame, such as for a broker that is away. What was in force may be in pieces: it is parsed again.
            inForce = null;
            tryAgain("the edit cannot be taken up now: " + e);
        } catch (Error e) {
            // Not at once: it may be the edit that brings it about, such as one that is nested too deeply.
            putOff("the edit cannot be taken up: " + e);
            throw e;
        }
    }

    private boolean isDue() {
        return due.filter(time -> nanoTime.getAsLong() - time >= 0).isPresent();
    }

    private void putOff(String reason) {
        due = Optional.of(nanoTime.getAsLong() + LATER.toNanos());
        refused = reason + ": it is tried again in " + LATER.toMinutes() + " minutes, or when the files change";
        LOG.warn("{}: what was good stays in force for now: {}", name, refused);
    }

    private void tryAgain(String reason) {
        judged = null;
        if (!reason.equals(refused)) {
            refused = reason;
            LOG.warn("{}: what was good stays in force for now: {}", name, reason);
        }
    }

    private void refuse(String reason) {
        if (!reason.equals(refused)) {
            refused = reason;
            LOG.error("{}: the edit is refused, and what was good stays in force: {}", name, reason);
        }
    }
}
