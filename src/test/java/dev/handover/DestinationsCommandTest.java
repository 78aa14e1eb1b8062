package dev.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handover.command.HandoverCommand;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jms.core.JmsTemplate;

/** What the command "destinations" tells and discards of queues that no route takes from here. */
@NothingConfigured
@ExtendWith(OutputCaptureExtension.class)
class DestinationsCommandTest {

    @Autowired
    private Running handover;

    @Autowired
    @Qualifier("deliveries")
    private ConnectionFactory connections;

    @AfterEach
    void auditsWhatWasDiscarded() {
        handover.drain();
    }

    @Test
    void discardsWhatWaitsForADestinationThatIsSwitchedOff(CapturedOutput output) throws Exception {
        leave("transfers.app-backend");
        leave("dead.transfers.app-backend");
        assertThat(run("list")).isZero();
        assertThat(output.getOut()).contains("app-backend (no route): waiting 1, dead letters 1\n", "slack: waiting ");
        assertThat(run("drop", "app-backend")).as(output::getErr).isZero();
        assertThat(output.getOut()).contains("discarded: events 1, dead letters 1\n");
        assertThat(handover.queued("transfers.app-backend") + handover.queued("dead.transfers.app-backend")).isZero();
    }

    @Test
    void discardsNothingThatAnotherInstanceServes(CapturedOutput output) throws Exception {
        leave("transfers.elsewhere");
        try (Connection another = connections.createConnection();
                Session session = another.createSession(true, Session.SESSION_TRANSACTED);
                MessageConsumer serving = session.createConsumer(session.createQueue("transfers.elsewhere"))) {
            assertThat(run("drop", "elsewhere")).isEqualTo(1);
            assertThat(output.getErr()).endsWith("Remove elsewhere from the routes of every instance first.\n");
            assertThat(handover.queued("transfers.elsewhere")).isEqualTo(1);
        }
        assertThat(run("drop", "elsewhere")).as(output::getErr).isZero();
        assertThat(output.getOut()).contains("discarded: events 1, dead letters 0\n");
    }

    private void leave(String queue) {
        String id = UUID.randomUUID().toString();
        String event = """
                {"version":1,"id":"%s","acceptedAt":"2026-11-24T04:00:55.109Z","operationID":"","groupID":"g","oldOwnerUserID":"a","newOwnerUserID":"b"}"""
                .formatted(id);
        new JmsTemplate(connections).convertAndSend(queue, event, message -> {
            message.setStringProperty("eventID", id);
            return message;
        });
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "destinations";
        all[1] = "--url";
        all[2] = handover.managementUrl();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return HandoverCommand.execute(all);
    }
}
