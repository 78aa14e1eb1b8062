package dev.handover.process;

import com.icegreen.greenmail.util.GreenMail;
import com.sun.net.httpserver.HttpServer;
import dev.handover.LocalMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A mail server and a Slack of a test's own, which can go down and come back on the same ports. */
final class Destinations implements AutoCloseable {

    private static final Pattern GROUP = Pattern.compile("Group (\\S+) has a new owner");

    static {
        // GreenMail's threads end with one when a process that is killed resets their connection.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final int smtpPort = HandoverProcess.freePort();
    private final int slackPort = HandoverProcess.freePort();
    private final List<String> slackGroups = new CopyOnWriteArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean refusing;
    private volatile CountDownLatch hanging = new CountDownLatch(0);
    private GreenMail mail;
    private HttpServer slack;

    HandoverProcess tell(HandoverProcess handover) {
        return handover.with("SMTP_HOST", "127.0.0.1")
                .with("SMTP_PORT", Integer.toString(smtpPort))
                .with("SMTP_SECURITY", "none")
                .with("MAIL_TO", "admin@example.org")
                .with("SLACK_WEBHOOK_URL", "http://127.0.0.1:" + slackPort + "/services/T0/B0/secret")
                .with("DELIVERY_FIRST_RETRY", "200ms")
                .with("DELIVERY_MAX_DELAY", "1s");
    }

    Destinations up() {
        return mailUp().slackUp();
    }

    Destinations mailUp() {
        mail = new GreenMail(LocalMail.on(smtpPort));
        mail.start();
        return this;
    }

    Destinations slackUp() {
        try {
            slack = HttpServer.create(new InetSocketAddress("127.0.0.1", slackPort), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        slack.setExecutor(Executors.newFixedThreadPool(4, work -> {
            Thread thread = new Thread(work, "slack");
            thread.setDaemon(true);
            return thread;
        }));
        slack.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            hangWhileTold();
            if (refusing) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            slackGroups.add(group(body));
            byte[] ok = "ok".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, ok.length);
            exchange.getResponseBody().write(ok);
            exchange.close();
        });
        slack.start();
        return this;
    }

    void slackDown() {
        slack.stop(0);
    }

    /** Whether Slack answers 404 from now on, which no attempt can change. */
    void slackRefuses(boolean refuses) {
        refusing = refuses;
    }

    /** From now on, Slack takes messages and does not answer. */
    void slackHangs() {
        hanging = new CountDownLatch(1);
    }

    boolean slackIsHanging() {
        return waiting.get() > 0;
    }

    void slackAnswers() {
        hanging.countDown();
    }

    private void hangWhileTold() {
        waiting.incrementAndGet();
        try {
            hanging.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** To how many addresses the mails went. */
    int recipients() {
        return new HashSet<>(mails(message -> message.getAllRecipients()[0].toString())).size();
    }

    /** The group of every Slack message, as often as it came. */
    List<String> slackGroups() {
        return slackGroups;
    }

    /** The group of every mail, as often as it came. */
    List<String> mailGroups() {
        return mails(message -> group(message.getSubject()));
    }

    /** The sender of every mail. */
    List<String> mailSenders() {
        return mails(message -> message.getFrom()[0].toString());
    }

    List<String> messageIDs() {
        return mails(MimeMessage::getMessageID);
    }

    private List<String> mails(Reading reading) {
        List<String> found = new ArrayList<>();
        for (MimeMessage message : mail.getReceivedMessages()) {
            try {
                found.add(reading.of(message));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return found;
    }

    private static String group(String text) {
        Matcher matcher = GROUP.matcher(text);
        return matcher.find() ? matcher.group(1) : "none in: " + text;
    }

    @Override
    public void close() {
        if (mail != null) {
            mail.stop();
        }
        if (slack != null) {
            slack.stop(0);
        }
    }

    private interface Reading {
        String of(MimeMessage message) throws MessagingException;
    }
}
