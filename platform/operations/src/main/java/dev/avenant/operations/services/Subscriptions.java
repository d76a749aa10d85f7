package dev.avenant.operations.services;

import java.util.Set;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a process reads.
 *
 * @param group its consumer group; empty when it does not say
 * @param byTopic its subscriptions
 * @param partitions those that it is assigned now, of topics of replays too; null when its version of the starter does not say
 */
public record Subscriptions(
        String group,
        SortedMap<String, Subscription> byTopic,
        @Nullable Set<TopicPartition> partitions) {}
