package dev.avenant.messaging.internal.listener;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Says which partitions a consumer does not read any more. Most rebalances take all partitions away and give most of them
 * back, so what is taken counts only when it is not among what is given.
 */
final class PartitionsThatMoved implements ConsumerAwareRebalanceListener {

    private final java.util.function.Consumer<TopicPartition> forget;
    private final Map<Consumer<?, ?>, Set<TopicPartition>> taken = Collections.synchronizedMap(new WeakHashMap<>());

    PartitionsThatMoved(java.util.function.Consumer<TopicPartition> forget) {
        this.forget = forget;
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        taken.computeIfAbsent(consumer, added -> ConcurrentHashMap.newKeySet()).addAll(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(forget);
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Set<TopicPartition> gone = taken.remove(consumer);
        if (gone != null) {
            gone.removeAll(consumer.assignment());
            gone.forEach(forget);
        }
    }
}
