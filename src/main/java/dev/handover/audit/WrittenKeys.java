package dev.handover.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the last 20,000 keys and forgets the oldest. */
final class WrittenKeys {

    static final int LIMIT = 20_000;

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
