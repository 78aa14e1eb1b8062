package dev.handover.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {

    @TempDir
    private Path directory;

    @Test
    void goesOnAfterALineThatIsTooLong() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "a\n" + "x".repeat(3 * Lines.LIMIT) + "\nbc\ntorn");
        try (Lines lines = Lines.of(file, 0, read -> {})) {
            assertThat(lines.next()).isEqualTo(Lines.Found.LINE);
            assertThat(lines.next()).isEqualTo(Lines.Found.TOO_LONG);
            assertThat(lines.next()).isEqualTo(Lines.Found.LINE);
            assertThat(new String(lines.bytes(), lines.offset(), lines.length(), UTF_8)).isEqualTo("bc");
            assertThat(lines.number()).isEqualTo(3);
            assertThat(lines.next()).isEqualTo(Lines.Found.TORN);
            assertThat(lines.next()).isEqualTo(Lines.Found.END);
        }
    }

    @Test
    void endsAfterATornLineThatIsTooLong() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[3 * Lines.LIMIT]);
        try (Lines lines = Lines.of(file, 0, read -> {})) {
            assertThat(lines.next()).isEqualTo(Lines.Found.TOO_LONG);
            assertThat(lines.next()).isEqualTo(Lines.Found.END);
        }
    }
}
