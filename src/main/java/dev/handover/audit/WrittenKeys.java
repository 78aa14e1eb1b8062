package dev.handover.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the last 100,000 keys, which are those of some 20,000 events, and forgets the oldest. */
final class WrittenKeys {

    static final int LIMIT = 100_000;

    private final Map<WrittenKey, Boolean> keys = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<WrittenKey, Boolean> eldest) {
            return size() > LIMIT;
        }
    };

    boolean contains(WrittenKey key) {
        return keys.containsKey(key);
    }

    void add(WrittenKey key) {
        keys.put(key, Boolean.TRUE);
    }
}
