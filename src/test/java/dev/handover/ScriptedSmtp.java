package dev.handover;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A mail server on plain sockets: takes any credentials and every mail, or misbehaves in a phase, as told. */
public final class ScriptedSmtp implements Closeable {

    /** Says nothing until the client gives up. */
    public static final String HANGS = "hangs";

    /** Closes the connection without an answer. */
    public static final String DROPS = "drops";

    /** What the server answers to; {@code CONTENT} is the mail itself, up to the final dot. */
    public enum Phase {
        GREETING, EHLO, AUTH, MAIL, RCPT, DATA, CONTENT, NOOP, QUIT
    }

    /** Says how the server answers; null: as servers do. */
    public interface Script {

        /** @param line what the client said */
        String answer(Phase phase, String line);

        static Script always(Phase phase, String answer) {
            return (now, line) -> now == phase ? answer : null;
        }

        static Script once(Phase phase, String answer) {
            AtomicBoolean said = new AtomicBoolean();
            return (now, line) -> now == phase && said.compareAndSet(false, true) ? answer : null;
        }
    }

    /** One mail that the server took, whether or not it could say so. */
    public record Mail(String recipient, String content) {

        public String header(String name) {
            return content.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.startsWith(name + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final Script NONE = (phase, line) -> null;

    private final ServerSocket server;
    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private volatile Script script = NONE;

    public ScriptedSmtp() {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The mails taken so far. */
    public List<Mail> mails() {
        return mails;
    }

    public void follow(Script told) {
        script = told;
    }

    /** From now on all goes well. */
    public void behave() {
        script = NONE;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket socket) {
        try (socket) {
            new Conversation(socket).hold();
        } catch (IOException gone) {
            // The client went away, or the script says so.
        }
    }

    private final class Conversation {

        private final Socket socket;
        private final BufferedReader input;
        private String recipient;

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            this.input = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        }

        void hold() throws IOException {
            answer(Phase.GREETING, "", "220 scripted");
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                take(line);
            }
        }

        private void take(String line) throws IOException {
            switch (line.split("[ :]")[0]) {
                case "EHLO" -> answer(Phase.EHLO, line, "250-scripted\r\n250 AUTH PLAIN");
                case "AUTH" -> answer(Phase.AUTH, line, "235 welcome");
                case "MAIL" -> answer(Phase.MAIL, line, "250 ok");
                case "RCPT" -> {
                    recipient = line.replaceAll(".*<|>.*", "");
                    answer(Phase.RCPT, line, "250 ok");
                }
                case "DATA" -> {
                    if (answer(Phase.DATA, line, "354 go on").startsWith("354")) {
                        content();
                    }
                }
                case "NOOP" -> answer(Phase.NOOP, line, "250 here");
                case "QUIT" -> answer(Phase.QUIT, line, "221 bye");
                default -> say("250 ok");
            }
        }

        private void content() throws IOException {
            StringBuilder content = new StringBuilder();
            for (String line = input.readLine(); !".".equals(line); line = input.readLine()) {
                if (line == null) {
                    return;
                }
                content.append(line).append('\n');
            }
            String told = script.answer(Phase.CONTENT, content.toString());
            if (told == null || !told.matches("[45].*")) {
                mails.add(new Mail(recipient, content.toString()));
            }
            say(told == null ? "250 taken" : told);
        }

        private String answer(Phase phase, String line, String usual) throws IOException {
            String told = script.answer(phase, line);
            say(told == null ? usual : told);
            return told == null ? usual : told;
        }

        private void say(String answer) throws IOException {
            if (answer.equals(HANGS)) {
                while (input.read() >= 0) {
                    // Until the client closes.
                }
            }
            if (answer.equals(HANGS) || answer.equals(DROPS)) {
                throw new IOException("as told");
            }
            socket.getOutputStream().write((answer + "\r\n").getBytes(ISO_8859_1));
        }
    }
}
