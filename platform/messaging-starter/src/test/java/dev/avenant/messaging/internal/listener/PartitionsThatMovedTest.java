package dev.avenant.messaging.internal.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is forgotten of the partitions of a consumer when its group divides them anew. */
@Tag("fast")
class PartitionsThatMovedTest {

    private static final TopicPartition STAYS = new TopicPartition("orders", 0);
    private static final TopicPartition GOES = new TopicPartition("orders", 1);

    private final List<TopicPartition> forgotten = new ArrayList<>();
    private final PartitionsThatMoved partitions = new PartitionsThatMoved(forgotten::add);

    @Test
    void areThoseThatWereTakenAndNotGivenBack() {
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            // Given a consumer from which all of its partitions are taken
            consumer.assign(List.of(STAYS, GOES));
            partitions.onPartitionsRevokedAfterCommit(consumer, List.of(STAYS, GOES));
            assertThat(forgotten).isEmpty();

            // When it gets one of them back
            consumer.assign(List.of(STAYS));
            partitions.onPartitionsAssigned(consumer, List.of(STAYS));

            // Then the other one is forgotten, once
            partitions.onPartitionsAssigned(consumer, List.of());
            assertThat(forgotten).containsExactly(GOES);
        }
    }

    @Test
    void areThoseAtOnceThatAnotherConsumerHasAlready() {
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            partitions.onPartitionsLost(consumer, List.of(GOES));

            assertThat(forgotten).containsExactly(GOES);
        }
    }
}
