package dev.handover.broker;

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

    /** Whether anybody takes from the queue of a destination, this instance or another one. */
    public boolean isServed(String destination) throws JMSException {
        return management.ask(broker -> broker.number(DestinationQueues.PREFIX + destination, "consumerCount") > 0);
    }

    /** Lets everything on the queue of a destination be taken: what waits for another attempt, and what waits while it pauses. */
    public void release(String destination) throws JMSException {
        management.ask(broker -> {
            broker.call(DestinationQueues.PREFIX + destination, "resume");
            return broker.call(DestinationQueues.PREFIX + destination, "deliverScheduledMessages", "");
        });
    }
}
