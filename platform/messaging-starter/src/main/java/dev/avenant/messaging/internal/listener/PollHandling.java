package dev.avenant.messaging.internal.listener;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Handles what is well of a poll in a way that is faster than one by one, and deals with no failure by itself. */
@FunctionalInterface
interface PollHandling {

    /** Handles nothing, so that all is handled one by one. */
    PollHandling NONE = records -> records;

    /**
     * Handles records, those of a key in their order, and returns when it works on none of them any more. What it leaves had
     * no effect.
     *
     * @param records by partition, in their order
     * @return those of them that are left, in the same order
     */
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> handle(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records);
}
