package dev.handover.audience;

import dev.handover.settings.Edited;
import dev.handover.settings.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what {@code recipients.yaml} said when it was good last, so that a start on a broken one tells the same people. */
final class LastRecipients implements Edited.Parser<Recipients> {

    private static final Logger LOG = LoggerFactory.getLogger(LastRecipients.class);

    private final KeptFile file;
    private final Edited.Parser<Recipients> reader;
    private Optional<byte[]> kept;

    LastRecipients(KeptFile file, Edited.Parser<Recipients> reader) {
        this.file = file;
        this.reader = reader;
        this.kept = read();
    }

    /** What was good before this start, if anything was. */
    Optional<Map<String, String>> files() {
        return kept.map(text -> Map.of(RecipientsReader.FILE, new String(text, StandardCharsets.UTF_8)));
    }

    @Override
    public Recipients parse(Map<String, String> files) {
        Recipients good = reader.parse(files);
        keep(files.getOrDefault(RecipientsReader.FILE, "").getBytes(StandardCharsets.UTF_8));
        return good;
    }

    private Optional<byte[]> read() {
        try {
            return file.read();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: there are no recipients to fall back on", file);
            return Optional.empty();
        }
    }

    /** A disk that cannot take it costs the next start its way back, and nothing else. */
    private void keep(byte[] text) {
        if (kept.filter(same -> Arrays.equals(same, text)).isPresent()) {
            return;
        }
        try {
            file.write(text);
            kept = Optional.of(text);
        } catch (IOException e) {
            LOG.warn("The recipients in force could not be kept in {}: {}", file, e.toString());
        }
    }
}
