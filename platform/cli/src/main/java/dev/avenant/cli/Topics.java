package dev.avenant.cli;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;

/** Reading whole topics without a consumer group. */
final class Topics {
    private Topics() {}

    /** Assigns all partitions of a topic that is there. */
    static List<TopicPartition> assign(Consumer<?, ?> consumer, String topic) {
        List<PartitionInfo> found;
        try {
            found = consumer.partitionsFor(topic);
        } catch (InvalidTopicException e) {
            throw CommandFailure.usage("Expected a topic name but found \"" + topic + "\".");
        } catch (TimeoutException e) {
            throw CommandFailure.couldNotRun(
                    "Kafka did not answer within " + Kafka.PATIENCE.toSeconds() + " s. Does it run?");
        }
        List<TopicPartition> partitions = found == null
                ? List.of()
                : found.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw CommandFailure.couldNotRun("There is no topic " + topic + " on this Kafka. Check the name.");
        }
        consumer.assign(partitions);
        return partitions;
    }

    static boolean isAtEnd(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
