package dev.avenant.operations.groups;

import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.operations.KafkaAccess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Sets where a consumer group goes on. Kafka lets nobody do so while a member of it runs.
 *
 * @param topics of these alone; all that the group has committed, but for topics of replays, when there are none
 * @param partitions of these alone; all when there are none
 */
public record GroupReset(String group, ResetGoal goal, List<String> topics, Set<Integer> partitions) {

    public GroupReset {
        topics = List.copyOf(topics);
        partitions = Set.copyOf(partitions);
    }

    /** The topics that a reset means when it names none. */
    public static List<String> ownTopics(Map<TopicPartition, Long> committed) {
        return own(committed).map(TopicPartition::topic).distinct().toList();
    }

    private static Stream<TopicPartition> own(Map<TopicPartition, Long> committed) {
        return committed.keySet().stream().filter(partition -> !DeadLetterTopic.isReplayTopicName(partition.topic()));
    }

    /**
     * What would change, in the order of topic and partition; nothing of topics that were deleted.
     *
     * @param committed what the group has committed
     * @param isMeant the topics that are not to be left out
     */
    public List<OffsetChange> changes(
            GroupOffsets offsets, Map<TopicPartition, Long> committed, Predicate<String> isMeant) {
        List<TopicPartition> chosen = (topics.isEmpty()
                        ? offsets.existing(own(committed).toList())
                        : offsets.partitions(topics))
                .stream()
                        .filter(partition -> isMeant.test(partition.topic()))
                        .filter(partition -> partitions.isEmpty() || partitions.contains(partition.partition()))
                        .toList();
        Map<TopicPartition, Long> begins = offsets.begins(chosen);
        Map<TopicPartition, Long> ends = offsets.ends(chosen);
        Map<TopicPartition, Long> atTime =
                goal.kind() == ResetGoal.Kind.TIME ? offsets.at(chosen, goal.value()) : Map.of();
        List<OffsetChange> changes = new ArrayList<>();
        for (TopicPartition partition : chosen) {
            long begin = Objects.requireNonNull(begins.get(partition));
            long end = Objects.requireNonNull(ends.get(partition));
            Long before = committed.get(partition);
            long after = goal.in(before, begin, end, atTime.get(partition));
            changes.add(OffsetChange.of(partition, before, after, begin, end));
        }
        return changes;
    }

    /** Makes the changes; Kafka refuses them while a member runs. */
    public static void commit(Admin admin, KafkaAccess kafka, String group, List<OffsetChange> changes) {
        Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
        changes.forEach(change -> wanted.put(change.partition(), new OffsetAndMetadata(change.after())));
        kafka.answer(admin.alterConsumerGroupOffsets(group, wanted).all());
    }
}
