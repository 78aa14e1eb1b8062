package dev.handover.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handover.audit.AuditLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A process that appends without end to the real audit log, with days of two lines or so; tests kill it. */
final class RotatingAuditor {

    private RotatingAuditor() {}

    /** @param args the folder, the first line's number, and its day (RFC 3339); each line is told once it is forced */
    public static void main(String[] args) throws IOException {
        int first = Integer.parseInt(args[1]);
        Days days = new Days(Instant.parse(args[2]));
        try (AuditLog log = new AuditLog(Path.of(args[0]), days)) {
            for (int number = first; ; number++) {
                ObjectNode fields = new ObjectMapper().createObjectNode().put("id", "event-" + number);
                log.append("accepted", fields);
                days.now = days.now.plus(Duration.ofHours(11));
                System.out.println(number + " " + days.now);
                System.out.flush();
            }
        }
    }

    private static final class Days extends Clock {

        private Instant now;

        private Days(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
