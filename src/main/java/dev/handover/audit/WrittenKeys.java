package dev.handover.audit;

import org.apache.activemq.artemis.utils.collections.LongHashSet;

/**
 * Remembers the last 100,000 keys, which are those of some 20,000 events, and forgets the oldest.
 *
 * <p>As numbers in arrays. As objects, linked in their order, they took 12 MB in place of 4, and each that came and went cost the
 * garbage collector work.
 */
final class WrittenKeys {

    static final int LIMIT = 100_000;

    private final long[] highs = new long[LIMIT];
    private final long[] lows = new long[LIMIT];
    /** Half of each key tells nearly all apart; the other half is looked at when it is here. */
    private final LongHashSet known = new LongHashSet();

    private int size;
    private int next;

    boolean contains(WrittenKey key) {
        if (known.contains(key.low())) {
            for (int place = 0; place < size; place++) {
                if (lows[place] == key.low() && highs[place] == key.high()) {
                    return true;
                }
            }
        }
        return false;
    }

    void add(WrittenKey key) {
        if (contains(key)) {
            return;
        }
        if (size == LIMIT) {
            known.remove(lows[next]);
        } else {
            size++;
        }
        highs[next] = key.high();
        lows[next] = key.low();
        known.add(key.low());
        next = (next + 1) % LIMIT;
    }
}
