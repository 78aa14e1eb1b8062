package dev.handover;

import static dev.handover.Envelopes.assertStored;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Callbacks at a steady pace over one connection that is kept, each about a group of its own. */
final class SteadyLoad implements AutoCloseable {

    /** @param millis how long the answer took */
    record Stored(String group, long millis) {}

    private final List<Stored> stored = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
    private final RawHttp connection;
    private final ScheduledFuture<?> sending;

    SteadyLoad(Running handover, int perSecond) {
        connection = handover.connect();
        sending = sender.scheduleAtFixedRate(this::send, 0, 1_000_000 / perSecond, TimeUnit.MICROSECONDS);
    }

    private void send() {
        String group = Callbacks.newGroup();
        long start = System.nanoTime();
        assertStored(connection.send(RawRequest.callback(Callbacks.body(group)).bytes()));
        stored.add(new Stored(group, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
    }

    /** Ends it, and answers what was stored; fails when one callback was not. */
    List<Stored> end() throws InterruptedException, ExecutionException {
        if (sending.isDone()) {
            // One failed, and so did all after it.
            sending.get();
        }
        sending.cancel(false);
        sender.shutdown();
        sender.awaitTermination(20, TimeUnit.SECONDS);
        return List.copyOf(stored);
    }

    @Override
    public void close() throws IOException {
        sender.shutdownNow();
        connection.close();
    }
}
