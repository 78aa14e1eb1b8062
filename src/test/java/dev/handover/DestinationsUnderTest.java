package dev.handover;

import static dev.handover.ScriptedSmtp.Phase.RCPT;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Every destination there is; what the other ends answer repeats the secrets. */
final class DestinationsUnderTest {

    private DestinationsUnderTest() {}

    /**
     * The folder of the audit makes way for a file, and comes back as a link to where it went: what is there changes in one step,
     * for an attempt in between would make a folder of its own.
     */
    record Audit(Running handover) implements DestinationUnderTest {

        @Override
        public String name() {
            return "audit";
        }

        @Override
        public void failForNow() {
            try {
                if (!Files.exists(away())) {
                    Files.move(folder(), away());
                }
                put(Files.createFile(next()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean refuse() {
            return false;
        }

        @Override
        public void recover() {
            if (Files.isDirectory(folder())) {
                return;
            }
            try {
                put(Files.createSymbolicLink(next(), away()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long arrived(String groupID) {
            return handover.audited(groupID).size();
        }

        private void put(Path next) throws IOException {
            Files.move(next, folder(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }

        private Path folder() {
            return handover.data().resolve("audit");
        }

        private Path away() {
            return handover.data().resolve("audit-away");
        }

        private Path next() {
            return handover.data().resolve("audit-next");
        }

        @Override
        public String toString() {
            return name();
        }
    }

    record Email(ScriptedSmtp smtp) implements DestinationUnderTest {

        @Override
        public String name() {
            return "email";
        }

        @Override
        public int copies() {
            return 2;
        }

        @Override
        public void failForNow() {
            smtp.follow(ScriptedSmtp.Script.always(RCPT, "451 4.7.1 later: " + Impatient.MAIL_PASSWORD));
        }

        @Override
        public boolean refuse() {
            smtp.follow(ScriptedSmtp.Script.always(RCPT, "550 5.1.1 nobody: " + Impatient.MAIL_PASSWORD));
            return true;
        }

        @Override
        public void recover() {
            smtp.behave();
        }

        @Override
        public long arrived(String groupID) {
            return smtp.mails().stream().filter(mail -> mail.content().contains(groupID)).count();
        }

        @Override
        public String toString() {
            return name();
        }
    }

    /** Slack and the app backend: {@code later} and {@code never} are statuses that say so. */
    record Http(String name, SlackStub server, int later, int never) implements DestinationUnderTest {

        @Override
        public void failForNow() {
            server.answerAlways(later, "later: " + Impatient.SLACK_SECRET + " " + Impatient.BACKEND_SECRET);
        }

        @Override
        public boolean refuse() {
            server.answerAlways(never, "no: " + Impatient.SLACK_SECRET + " " + Impatient.BACKEND_SECRET);
            return true;
        }

        @Override
        public void recover() {
            server.behave();
        }

        @Override
        public long arrived(String groupID) {
            return server.posts().stream()
                    .filter(post -> post.status() == 200 && post.body().contains(groupID))
                    .count();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
