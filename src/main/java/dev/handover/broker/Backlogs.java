package dev.handover.broker;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What waits, as it was a moment ago: looked at every three seconds, so that asking costs nothing and never waits for the
 * broker. Nothing is known before the first look, and while the broker does not answer.
 */
@Component
public class Backlogs {

    private static final Logger LOG = LoggerFactory.getLogger(Backlogs.class);

    private final QueueLook queues;
    private volatile Map<String, Backlog> seen = Map.of();

    Backlogs(QueueLook queues) {
        this.queues = queues;
    }

    /** By the name of the destination; one that was removed is there as long as its queue is. */
    public SortedMap<String, Backlog> destinations() {
        SortedMap<String, Backlog> destinations = new TreeMap<>();
        seen.forEach((queue, backlog) -> {
            if (queue.startsWith(DestinationQueues.PREFIX)) {
                destinations.put(queue.substring(DestinationQueues.PREFIX.length()), backlog);
            }
        });
        return destinations;
    }

    /** What waits for the fan-out. */
    public Optional<Backlog> transfers() {
        return Optional.ofNullable(seen.get(QueueLook.TRANSFERS));
    }

    @Scheduled(fixedDelay = 3000)
    void look() {
        try {
            seen = queues.look();
        } catch (Exception e) {
            // Old figures would look like a broker that works.
            seen = Map.of();
            LOG.debug("The queues cannot be looked at", e);
        }
    }
}
