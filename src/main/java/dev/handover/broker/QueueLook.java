package dev.handover.broker;

import java.util.Map;

/** Looks at what is on the queues, at a cost that does not grow with what waits there on disk. */
interface QueueLook {

    /** The queue on which events wait for the fan-out. */
    String TRANSFERS = "transfers";

    /** By the name of the queue: {@value #TRANSFERS}, and those of the destinations. */
    Map<String, Backlog> look() throws Exception;

    /** Whether a queue is looked at; the dead letters are part of their destination. */
    static boolean isLookedAt(String queue) {
        return queue.equals(TRANSFERS) || queue.startsWith(DestinationQueues.PREFIX);
    }

    /** The queue of the dead letters of a queue. */
    static String dead(String queue) {
        return "dead." + queue;
    }
}
