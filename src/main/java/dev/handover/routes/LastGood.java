package dev.handover.routes;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handover.settings.DataDirectory;
import dev.handover.settings.KeptFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files that were good last, kept in the data folder over restarts ({@code routes.json}), with the number of their load. */
final class LastGood {

    /**
     * @param number how many sets of files have been in force so far, this one too
     * @param hash the set's hash
     * @param since since when, RFC 3339 in UTC
     * @param files the texts by their path in the routes folder
     */
    record Load(long number, String hash, String since, Map<String, String> files) {}

    private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeptFile file;
    private volatile Load load;

    LastGood(DataDirectory data) {
        this.file = new KeptFile(data, "routes.json");
        this.load = read();
    }

    /** The files, when some were in force before. */
    Optional<Map<String, String>> files() {
        return Optional.ofNullable(load).map(Load::files);
    }

    /** What is in force; null before the first. */
    Load load() {
        return load;
    }

    /** Remembers what is in force from now on. A disk that cannot take it costs the next start its way back, and nothing else. */
    void keep(RouteSet set, Instant now) {
        Load before = load;
        if (before != null && before.hash().equals(set.hash())) {
            return;
        }
        load = new Load(before == null ? 1 : before.number() + 1, set.hash(), now.toString(), set.files());
        try {
            file.write(JSON.writeValueAsBytes(load));
        } catch (IOException e) {
            LOG.warn("The routes in force could not be kept in {}: {}", file, e.toString());
        }
    }

    private Load read() {
        try {
            byte[] kept = file.read().orElse(null);
            Load read = kept == null ? null : JSON.readValue(kept, Load.class);
            if (read == null || read.hash() != null && read.files() != null) {
                return read;
            }
        } catch (IOException e) {
            LOG.debug("{}", file, e);
        }
        LOG.warn("{} cannot be read: there is no set of routes to fall back on", file);
        return null;
    }
}
