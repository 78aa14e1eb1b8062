package dev.handover.audit;

import dev.handover.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Reads a directory's audit once from its first line to its last and finds the first that is not as it was written.
 *
 * <p>Constant memory. Lines cut off from the very end leave a whole chain: only who noted the last seq and hash
 * before can see that. One object verifies once.
 */
final class AuditVerifier {

    private final Path directory;
    private final IntConsumer onRead;
    private final Consumer<Lines> onLine;
    private final MessageDigest digest = Sha256.digest();
    private Chain start;
    private Chain end;
    private long lines;
    private long setBack;

    /** Tells {@code onRead} of each read's bytes. */
    AuditVerifier(Path directory, IntConsumer onRead) {
        this(directory, onRead, line -> {});
    }

    /** Besides, shows {@code onLine} each line that is good so far; it may keep nothing of it. */
    AuditVerifier(Path directory, IntConsumer onRead, Consumer<Lines> onLine) {
        this.directory = directory;
        this.onRead = onRead;
        this.onLine = onLine;
    }

    Verification verify() throws IOException {
        List<DayFile> files = DayFile.in(directory);
        if (files.isEmpty()) {
            return new Verification.Nothing("no audit files in " + directory);
        }
        for (DayFile file : files) {
            Verification.Broken broken = verify(file, file == files.get(files.size() - 1));
            if (broken != null) {
                return broken;
            }
        }
        if (lines == 0) {
            return new Verification.Nothing("no audit lines in " + directory);
        }
        return new Verification.Whole(start, end, files.size(), lines, setBack);
    }

    private Verification.Broken verify(DayFile file, boolean newest) {
        if (file.day() == null) {
            return new Verification.Broken(file.path(), 0, "its name holds no day");
        }
        long number = 0;
        try (Lines content = Lines.of(file.path(), 0, onRead)) {
            for (Lines.Found found = content.next(); found != Lines.Found.END; found = content.next()) {
                number = content.number();
                requireWhole(found, newest);
                verify(content, file);
            }
            return null;
        } catch (BrokenLine e) {
            return new Verification.Broken(file.path(), number, e.getMessage());
        } catch (IOException e) {
            return new Verification.Broken(file.path(), number + 1, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static void requireWhole(Lines.Found found, boolean newest) throws BrokenLine {
        if (found == Lines.Found.TOO_LONG) {
            throw new BrokenLine("is longer than 1 MiB");
        }
        if (found == Lines.Found.TORN) {
            throw new BrokenLine(newest
                    ? "torn last line: being written, or cut by a crash; Handover mends it at its next start"
                    : "torn last line, though a later file follows");
        }
    }

    private void verify(Lines content, DayFile file) throws BrokenLine {
        requireUtf8(content);
        AuditLine line = AuditLine.parse(content.bytes(), content.offset(), content.length());
        String hash = AuditLine.hash(digest, content.bytes(), content.offset(), content.length());
        if (!hash.equals(line.hash())) {
            throw new BrokenLine("hash is not that of the line: the line was changed");
        }
        follow(line);
        date(line, file, content.number() == 1);
        lines++;
        onLine.accept(content);
    }

    private static void requireUtf8(Lines content) throws BrokenLine {
        int to = content.offset() + content.length();
        int from = content.offset();
        while (from < to && content.bytes()[from] >= 0) {
            from++;
        }
        if (from == to) {
            return;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content.bytes(), from, to - from));
        } catch (CharacterCodingException e) {
            throw new BrokenLine("is not UTF-8");
        }
    }

    private void follow(AuditLine line) throws BrokenLine {
        if (end == null) {
            start = new Chain(line.seq() - 1, line.previous());
            if (line.seq() < 1 || line.seq() == 1 && !start.equals(Chain.START)) {
                throw new BrokenLine("is first, and neither follows 64 zeros with seq 1 nor comes later in a chain");
            }
        } else if (line.seq() != end.seq() + 1) {
            throw new BrokenLine("seq is " + line.seq() + " where " + (end.seq() + 1)
                    + " is due: a line is missing, added or moved");
        } else if (!line.previous().equals(end.hash())) {
            throw new BrokenLine("previous is not the hash of the line before: one of them was replaced");
        }
        end = new Chain(line.seq(), line.hash());
    }

    /** A file is made with its first line, so that one tells whether the file was renamed; so does one that mended it, whatever the day. */
    private void date(AuditLine line, DayFile file, boolean first) throws BrokenLine {
        LocalDate day = file.day();
        if (!TornEnd.isToldBy(line, file.path()) && (line.day().isAfter(day) || first && line.day().isBefore(day))) {
            throw new BrokenLine("is dated " + line.day() + ", which is not the file's day");
        }
        if (line.day().isBefore(day)) {
            setBack++;
        }
    }
}
