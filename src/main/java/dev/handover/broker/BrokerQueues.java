package dev.handover.broker;

import dev.handover.broker.ManagementMessages.Answers;
import jakarta.jms.JMSException;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * What is on the queues of all destinations, those that there are no more among them; asked of the broker by messages of its
 * own management, embedded or external.
 */
@Component
public class BrokerQueues {

    private static final String DEAD = "dead." + DestinationQueues.PREFIX;

    private final ManagementMessages management;

    BrokerQueues(ManagementMessages management) {
        this.management = management;
    }

    /**
     * How many messages there are.
     *
     * @param waiting on the destination's queue, those in delivery and those that wait for another attempt among them
     * @param dead in its dead letters
     */
    public record Counts(long waiting, long dead) {}

    /** The counts of every destination that has a queue, by its name. */
    public SortedMap<String, Counts> counts() throws JMSException {
        return management.ask(broker -> {
            SortedMap<String, Counts> counts = new TreeMap<>();
            for (Object each : broker.queueNames()) {
                String queue = String.valueOf(each);
                String name = queue.replaceFirst("^(dead\\.)?transfers\\.", "");
                if (!name.equals(queue)) {
                    counts.put(
                            name,
                            new Counts(
                                    broker.number(DestinationQueues.PREFIX + name, "messageCount"),
                                    broker.number(DEAD + name, "messageCount")));
                }
            }
            return counts;
        });
    }

    /** Removes everything from the queue of a destination, and its dead letters, and answers how much that was. */
    public Counts discard(String destination) throws JMSException {
        return management.ask(
                broker -> new Counts(remove(broker, DestinationQueues.PREFIX + destination), remove(broker, DEAD + destination)));
    }

    private static long remove(Answers broker, String queue) throws JMSException {
        return broker.call(queue, "removeAllMessages").map(removed -> ((Number) removed).longValue()).orElse(0L);
    }
}
