package dev.handover.process;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Several clients that send callbacks, each with a group of its own, and note which were answered with success. */
final class Load implements AutoCloseable {

    /** What a callback is answered when the disk stalls for longer than the broker is given to store it: of a few, on a busy machine. */
    static final int NOT_STORED_IN_TIME = 503;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<Integer> otherStatuses = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    private final ExecutorService clients;
    private volatile boolean stopped;

    /** @param most how many callbacks are sent at most; the load stops by itself then */
    Load(int port, int connections, String prefix, int most) {
        clients = Executors.newFixedThreadPool(connections);
        for (int i = 0; i < connections; i++) {
            clients.submit(() -> run(port, prefix, most));
        }
        clients.shutdown();
    }

    private void run(int port, String prefix, int most) {
        try (OpenIm openIm = new OpenIm(port)) {
            int number;
            while (!stopped && (number = sent.incrementAndGet()) <= most) {
                String group = prefix + "-" + number;
                OpenIm.Reply reply = openIm.transfer("op-" + group, group);
                if (reply.isSuccess()) {
                    acknowledged.add(group);
                } else {
                    otherStatuses.add(reply.status());
                    if (reply.status() == 0) {
                        // Nobody answers: a client that spins would only take the processor from the other side.
                        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
                    }
                }
            }
        }
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    /** Waits for all clients to end. */
    Set<String> finish() {
        try {
            if (!clients.awaitTermination(Duration.ofMinutes(10).toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("The load did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return acknowledged;
    }

    /** The groups that were answered with success; ends the load. */
    Set<String> stop() {
        stopped = true;
        return finish();
    }

    /** The statuses of the other answers; 0 for a connection that broke or was refused. */
    Set<Integer> otherStatuses() {
        return otherStatuses;
    }

    @Override
    public void close() {
        stop();
    }
}
