package dev.handover.settings;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in files that may be edited while Handover runs: an edit counts when all of it is good, else what was good stays
 * in force and the reason is in the log and in health.
 *
 * <p>The files are looked at every second, by content, so that links and editors which write another file are seen. An edit
 * is taken up when two looks in a row find the same, because a file may be half written at the first. Safe for use by many
 * threads.
 *
 * @param <T> what the files say
 */
public final class Edited<T> {

    /** Reads the files. */
    @FunctionalInterface
    public interface Source {
        /** The text of each file by its name; a file that is not there is left out. */
        Map<String, String> read() throws IOException;
    }

    /** Makes something of the files' texts. */
    @FunctionalInterface
    public interface Parser<T> {
        /** @throws InvalidSetting when the texts are not good, with the file's name, what is wrong, and what to write */
        T parse(Map<String, String> files);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Edited.class);

    private final String name;
    private final Source source;
    private final Parser<T> parser;
    private Map<String, String> looked;
    private Map<String, String> judged;
    private Map<String, String> inForce;
    private volatile T current;
    private volatile String refused;

    /**
     * Reads the files for the first time.
     *
     * @param name what the files are, for people
     * @throws InvalidSetting when the files cannot be read, or are not good
     */
    public Edited(String name, Source source, Parser<T> parser) {
        this.name = name;
        this.source = source;
        this.parser = parser;
        try {
            this.judged = source.read();
        } catch (IOException e) {
            throw new InvalidSetting(name, "cannot be read", "Let Handover's user read the files.");
        }
        this.looked = judged;
        this.current = parser.parse(judged);
        this.inForce = judged;
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
                refused = null;
            } else if (settled && !found.equals(judged)) {
                judged = found;
                current = parser.parse(found);
                inForce = found;
                refused = null;
                LOG.info("{}: the edit is in force", name);
            }
        } catch (InvalidSetting e) {
            refuse(e.getMessage());
        } catch (IOException e) {
            judged = null;
            refuse("the files cannot be read");
        }
    }

    private void refuse(String reason) {
        if (!reason.equals(refused)) {
            refused = reason;
            LOG.error("{}: the edit is refused, and what was good stays in force: {}", name, reason);
        }
    }
}
