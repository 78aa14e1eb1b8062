package dev.handover.broker;

import dev.handover.settings.InvalidSetting;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * How the broker stores.
 *
 * @param storeTimeout how long the broker may take to store a callback, or those that are stored before it, until it is answered
 *     503/5007
 * @param journalBufferTimeout the longest that a write waits for others to be forced with
 * @param journalFileSize the size of each of the journal's files, and of the two buffers with which it is compacted
 * @param journalCompactMinFiles from how many files on the journal is compacted when most of it is done with
 * @param minFreeDisk below so much free space no callback is accepted
 * @param maxInMemory how many events of each queue are kept in memory as well as on disk; of more, those that come next as well
 * @param maxDelayed how many failed deliveries of a destination wait for their next attempt at most
 */
@ConfigurationProperties(prefix = "handover.broker", ignoreUnknownFields = false)
record BrokerSettings(
        Duration storeTimeout,
        Duration journalBufferTimeout,
        DataSize journalFileSize,
        int journalCompactMinFiles,
        DataSize minFreeDisk,
        int maxInMemory,
        int maxDelayed) {

    /** While events wait on disk alone a callback waits twice as long, and must be stored within the store's time-out. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private static final int MOST_IN_MEMORY = 1_000_000;

    BrokerSettings {
        if (storeTimeout.toMillis() < 1) {
            throw new InvalidSetting("handover.broker.store-timeout", "is not a time", "Write a time like 2s.");
        }
        if (journalBufferTimeout.toNanos() < 1 || journalBufferTimeout.compareTo(LONGEST_WAIT) > 0) {
            throw new InvalidSetting(
                    "handover.broker.journal-buffer-timeout", "is out of range", "Write a time up to 500ms, like 300us.");
        }
        if (journalFileSize.toKilobytes() < 64 || journalFileSize.toGigabytes() > 1) {
            throw new InvalidSetting(
                    "handover.broker.journal-file-size", "is out of range", "Write a size from 64KB to 1GB, like 2MB.");
        }
        if (journalCompactMinFiles < 1) {
            throw new InvalidSetting(
                    "handover.broker.journal-compact-min-files", "is less than 1", "Write a number like 50.");
        }
        if (minFreeDisk.isNegative()) {
            throw new InvalidSetting(
                    "MIN_FREE_DISK (handover.broker.min-free-disk)", "is negative", "Write a size like 200MB.");
        }
        if (maxInMemory < 1 || maxInMemory > MOST_IN_MEMORY) {
            throw new InvalidSetting(
                    "handover.broker.max-in-memory", "is out of range", "Write a number from 1 to 1000000, like 4000.");
        }
        if (maxDelayed < 1) {
            throw new InvalidSetting("handover.broker.max-delayed", "is less than 1", "Write a number like 10000.");
        }
    }
}
