package dev.handover.audit;

import static dev.handover.audit.Audits.file;
import static dev.handover.audit.Audits.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AuditCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicLong nanoTime = new AtomicLong();

    @TempDir
    private Path directory;

    @Test
    void printsTheLastSeqAndHash() throws IOException {
        Audits.writeTwoDays(directory);
        assertThat(run("verify", directory.toString())).isZero();
        String last = lines(file(directory, "2026-11-25")).get(1);
        assertThat(out).hasToString(
                "ok: 2 files, 4 lines, last seq 4, hash " + last.substring(last.length() - 66, last.length() - 2) + "\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void saysWhatToCheckInTheArchive() throws IOException {
        Audits.writeTwoDays(directory);
        String archived = lines(file(directory, "2026-11-24")).get(1);
        Files.delete(file(directory, "2026-11-24"));
        assertThat(run("verify", directory.toString())).isZero();
        assertThat(out.toString()).startsWith("ok: 1 file, 2 lines, ").endsWith("starts at seq 3; previous "
                + archived.substring(archived.length() - 66, archived.length() - 2) + ", check it against the archive\n");
    }

    @Test
    void takesTheDirectoryFromDataDir() throws IOException {
        Audits.writeTwoDays(directory.resolve("audit"));
        VerifyCommand command = new VerifyCommand(Map.of("DATA_DIR", directory.toString()), () -> false, nanoTime::get);
        assertThat(run(command)).isZero();
        assertThat(out.toString()).startsWith("ok: 2 files, 4 lines, ");
    }

    @Test
    void clearsTheProgressThatItShowsOnATerminal() throws IOException {
        Audits.writeTwoDays(directory);
        VerifyCommand command =
                new VerifyCommand(Map.of(), () -> true, () -> nanoTime.getAndAdd(1_000_000_000L));
        assertThat(run(command, directory.toString())).isZero();
        assertThat(err.toString()).startsWith("\r 50%  0 MB/s  1 s left\r100%").endsWith(" \r");
    }

    @Nested
    class Fails {

        @Test
        void atTheFirstBrokenLine() throws IOException {
            Audits.writeTwoDays(directory);
            Path file = file(directory, "2026-11-24");
            Files.writeString(file, Files.readString(file).replace("\"id\":\"2\"", "\"id\":\"9\""));
            assertThat(run("verify", directory.toString())).isEqualTo(1);
            assertThat(out).hasToString(
                    "broken: " + file + " line 2: hash is not that of the line: the line was changed\n");
        }

        @Test
        void whenThereIsNothingToVerify() {
            assertThat(run("verify", directory.toString())).isEqualTo(1);
            assertThat(run("verify", directory.resolve("away").toString())).isEqualTo(1);
            assertThat(out).hasToString(
                    "no audit files in " + directory + "\nno audit files in " + directory.resolve("away") + "\n");
        }

        @Test
        void withTwoOnUnusableArguments() throws IOException {
            Path file = Files.createFile(directory.resolve("file"));
            assertThat(run("verify", file.toString())).isEqualTo(2);
            assertThat(run("verify", "a", "b")).isEqualTo(2);
            assertThat(run("verify", "--fast")).isEqualTo(2);
            assertThat(run()).isEqualTo(2);
            assertThat(out.toString()).isEmpty();
        }

        @Test
        void withoutLettingAFileNameForgeTheTerminal() throws IOException {
            Files.createFile(directory.resolve("ownership-\r\u001b[2Jok.jsonl"));
            assertThat(run("verify", directory.toString())).isEqualTo(1);
            assertThat(out.toString()).contains("ownership-\\u000d\\u001b[2Jok.jsonl line 0: its name holds no day");
        }
    }

    private int run(String... arguments) {
        return run(new CommandLine(new AuditCommand()), arguments);
    }

    private int run(VerifyCommand command, String... arguments) {
        return run(new CommandLine(command), arguments);
    }

    private int run(CommandLine line, String... arguments) {
        return line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
