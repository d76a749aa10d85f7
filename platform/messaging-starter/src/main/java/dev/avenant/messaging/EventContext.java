package dev.avenant.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an event came from.
 *
 * @param messageId the message's {@code ce_id}; without one, its place in the log
 *     ({@code topic/partition/offset/topic id})
 * @param topic the topic it was first published on, also when it is replayed
 * @param partition the partition it was read from
 * @param offset its offset there
 * @param key the record's key, null when it has none
 * @param time when the fact happened ({@code ce_time}), otherwise the record's timestamp
 */
public record EventContext(
        String messageId,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        Instant time) {}
