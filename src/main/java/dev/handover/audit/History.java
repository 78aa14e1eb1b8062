package dev.handover.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files say at opening: the end of the chain, and the keys of the last lines.
 *
 * <p>A line that cannot be read stays where it is, as evidence; the chain goes on after the last one that can.
 *
 * @param chain the chain's end
 * @param keys what was written
 */
record History(Chain chain, WrittenKeys keys) {

    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    /** @param end where the newest file ends, as far as it is to be read */
    static History of(List<DayFile> files, long end) throws IOException {
        Deque<Part> parts = new ArrayDeque<>();
        int left = WrittenKeys.LIMIT;
        for (int i = files.size() - 1; i >= 0 && left > 0; i--) {
            Part part = Part.last(files.get(i).path(), i == files.size() - 1 ? end : Long.MAX_VALUE, left);
            left -= part.count();
            parts.push(part);
        }
        Chain chain = Chain.START;
        WrittenKeys keys = new WrittenKeys();
        for (Part part : parts) {
            for (AuditLine line : part.lines()) {
                line.key().ifPresent(keys::add);
                chain = new Chain(line.seq(), line.hash());
            }
        }
        warnOfUnreadableEnd(parts);
        return new History(chain, keys);
    }

    private static void warnOfUnreadableEnd(Deque<Part> parts) throws IOException {
        for (Part part : (Iterable<Part>) parts::descendingIterator) {
            if (part.count() == 0) {
                continue;
            }
            if (part.endsUnreadable()) {
                LOG.warn("The last line of the audit cannot be read and was left as it is: {} line {}. "
                        + "The chain goes on after the last line that can; run: audit verify",
                        part.file(), part.countLines());
            }
            return;
        }
    }

    /** The last lines of one file. */
    private record Part(Path file, long end, int count, List<AuditLine> lines, boolean endsUnreadable) {

        static Part last(Path file, long end, int limit) throws IOException {
            List<AuditLine> readable = new ArrayList<>();
            boolean unreadable = false;
            int count = 0;
            try (Lines lines = Lines.of(file, start(file, limit), end, read -> {})) {
                for (Lines.Found found = lines.next(); found != Lines.Found.END; found = lines.next()) {
                    count++;
                    unreadable = found != Lines.Found.LINE || !read(lines, readable);
                }
            }
            return new Part(file, end, count, readable, unreadable);
        }

        long countLines() throws IOException {
            try (Lines lines = Lines.of(file, 0, end, read -> {})) {
                while (lines.next() != Lines.Found.END) {}
                return lines.number();
            }
        }

        private static long start(Path file, int limit) throws IOException {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                return Tail.afterLineFeed(channel, limit + 1);
            }
        }

        private static boolean read(Lines lines, List<AuditLine> readable) {
            try {
                return readable.add(AuditLine.parse(lines.bytes(), lines.offset(), lines.length()));
            } catch (BrokenLine e) {
                return false;
            }
        }
    }
}
