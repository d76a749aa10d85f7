package dev.avenant.operations.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer group on one line.
 *
 * @param state in small letters, such as {@code stable}
 * @param topics how many it has committed offsets of
 * @param lag how many records of them it has yet to read
 */
public record GroupSummary(String name, String state, int members, int topics, long lag) {

    /** All consumer groups by name. */
    public static List<GroupSummary> all(GroupOffsets offsets) {
        List<String> names = offsets.names();
        Map<String, ConsumerGroupDescription> described = offsets.describe(names);
        List<GroupSummary> groups = new ArrayList<>();
        names.forEach(name -> groups.add(of(Objects.requireNonNull(described.get(name)), offsets, topic -> true)));
        return groups;
    }

    /** The consumer groups that have committed offsets of some topics, by name, each with what it has of these alone. */
    public static List<GroupSummary> ofTopics(GroupOffsets offsets, Predicate<String> topics) {
        List<String> names = offsets.names();
        Map<String, ConsumerGroupDescription> described = offsets.describe(names);
        return names.stream()
                .map(name -> of(Objects.requireNonNull(described.get(name)), offsets, topics))
                .filter(group -> group.topics() > 0)
                .toList();
    }

    /** The state of a group in small letters. */
    public static String stateOf(ConsumerGroupDescription group) {
        return group.groupState().toString().toLowerCase(Locale.ROOT);
    }

    private static GroupSummary of(ConsumerGroupDescription group, GroupOffsets offsets, Predicate<String> isCounted) {
        Map<TopicPartition, Long> committed = offsets.committed(group.groupId());
        committed.keySet().removeIf(partition -> !isCounted.test(partition.topic()));
        Map<TopicPartition, Long> ends = offsets.ends(offsets.existing(committed.keySet()));
        long lag = committed.entrySet().stream()
                .mapToLong(partition -> GroupOffsets.lag(partition.getValue(), ends.get(partition.getKey()))
                        .orElse(0))
                .sum();
        int topics = (int) committed.keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .count();
        return new GroupSummary(group.groupId(), stateOf(group), group.members().size(), topics, lag);
    }
}
