package dev.handover.audience;

import dev.handover.settings.Edited;
import dev.handover.settings.InvalidSetting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** The text of {@code recipients.yaml}: the file that is set or, when it has that name and is not there, the one in the jar. */
final class RecipientsFile implements Edited.Source {

    private final Path file;

    RecipientsFile(Path file) {
        this.file = file;
    }

    /** @throws InvalidSetting when a file was named and is not there */
    @Override
    public Map<String, String> read() throws IOException {
        if (!isDefault() && !Files.isRegularFile(file)) {
            throw new InvalidSetting(
                    "RECIPIENTS_FILE (handover.recipients-file)",
                    "is not a file",
                    "Write the path of one, or leave it unset.");
        }
        try {
            return text(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            if (!isDefault()) {
                throw e;
            }
        }
        try (InputStream builtIn = RecipientsFile.class.getResourceAsStream("/" + RecipientsReader.FILE)) {
            return text(builtIn.readAllBytes());
        }
    }

    private boolean isDefault() {
        return file.toString().equals(RecipientsReader.FILE);
    }

    private static Map<String, String> text(byte[] bytes) {
        return Map.of(RecipientsReader.FILE, new String(bytes, StandardCharsets.UTF_8));
    }
}
