package dev.avenant.contracts.config;

import org.jspecify.annotations.Nullable;

/**
 * Where a topic is not as its contract says.
 *
 * @param declared what the contract says
 * @param found what the topic has; null for nothing of its own
 */
public record TopicDifference(
        Setting setting, String declared, @Nullable String found) {

    /** What differs. */
    public enum Setting {
        /** The number of partitions. */
        PARTITIONS,
        /** For how long records are kept, in milliseconds; -1 for ever. */
        RETENTION
    }
}
