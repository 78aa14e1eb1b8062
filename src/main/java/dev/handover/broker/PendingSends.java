package dev.handover.broker;

import dev.handover.broker.PendingSend.Told;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Who stores now and who waits: whoever stores hands over to the first that waits, and is counted until then. As long as that one
 * has not taken the others, nobody else is called: one group of all is stored sooner than two.
 */
final class PendingSends {

    private final int atOnce;
    private final Queue<PendingSend> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean called;

    /** @param atOnce how many store at a time */
    PendingSends(int atOnce) {
        this.atOnce = atOnce;
    }

    /** True when it goes on at once; else it waits from now on, and will be told. */
    synchronized boolean comesInAtOnce(PendingSend own) {
        boolean room = underWay < atOnce;
        if (room) {
            underWay++;
        } else {
            waiting.add(own);
        }
        return room;
    }

    /** It and all that wait, which do not wait for a turn any more. */
    synchronized List<PendingSend> groupOf(PendingSend first) {
        called = false;
        List<PendingSend> group = new ArrayList<>(waiting.size() + 1);
        group.add(first);
        group.addAll(waiting);
        waiting.clear();
        return group;
    }

    synchronized void handOver() {
        PendingSend next = called ? null : waiting.poll();
        if (next == null) {
            underWay--;
        } else {
            called = true;
            next.tell(Told.GO_ON);
        }
    }
}
