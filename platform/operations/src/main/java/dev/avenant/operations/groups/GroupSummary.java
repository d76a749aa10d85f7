package dev.avenant.operations.groups;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * A group on one line.
 *
 * @param kind in small letters, such as {@code consumer}
 * @param state in small letters, such as {@code stable}
 * @param topics how many it has committed offsets of, or reads
 * @param lag how many records of them are left to it
 */
public record GroupSummary(String name, String kind, String state, int members, int topics, long lag) {

    /** All groups by name. */
    public static List<GroupSummary> all(GroupOffsets offsets) {
        return of(offsets, topic -> true);
    }

    /** The groups that have something of some topics, by name, each with what it has of these alone. */
    public static List<GroupSummary> ofTopics(GroupOffsets offsets, Predicate<String> topics) {
        return of(offsets, topics).stream().filter(group -> group.topics() > 0).toList();
    }

    private static List<GroupSummary> of(GroupOffsets offsets, Predicate<String> isCounted) {
        List<String> names = offsets.names();
        Map<String, SortedMap<TopicPartition, GroupPosition>> positions = new HashMap<>(offsets.positions(names));
        Set<TopicPartition> partitions = new HashSet<>();
        positions.values().forEach(group -> {
            group.keySet().removeIf(partition -> !isCounted.test(partition.topic()));
            partitions.addAll(group.keySet());
        });
        Map<TopicPartition, Long> ends = offsets.ends(offsets.withLeader(partitions));
        List<GroupSummary> groups = new ArrayList<>();
        offsets.describe(names)
                .forEach((name, group) ->
                        groups.add(of(group, positions.getOrDefault(name, GroupOffsets.sorted()), ends, isCounted)));
        return groups;
    }

    private static GroupSummary of(
            GroupDescription group,
            Map<TopicPartition, GroupPosition> positions,
            Map<TopicPartition, Long> ends,
            Predicate<String> isCounted) {
        Set<String> topics = Stream.of(
                        positions.keySet().stream().map(TopicPartition::topic),
                        group.assigned().stream().map(TopicPartition::topic),
                        group.topics().stream())
                .flatMap(names -> names)
                .filter(isCounted)
                .collect(Collectors.toSet());
        long lag = positions.entrySet().stream()
                .mapToLong(position ->
                        position.getValue().lag(ends.get(position.getKey())).orElse(0))
                .sum();
        return new GroupSummary(
                group.name(),
                group.kind().word(),
                group.state(),
                group.members().size(),
                topics.size(),
                lag);
    }
}
