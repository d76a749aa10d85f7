package dev.avenant.operations.groups;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How many records of a partition are left to a group.
 *
 * @param records 0 when it has read all, or the partition is gone or has no leader
 * @param first the offset of the first record that is left; null when there is none, or it is not known, as in a share group that
 *     has settled others behind it
 */
public record PartitionLag(
        TopicPartition partition, long records, @Nullable Long first) {

    /** Of each group all partitions in which it is somewhere, by the names of the groups. */
    public static SortedMap<String, List<PartitionLag>> of(GroupOffsets offsets) {
        Map<String, SortedMap<TopicPartition, GroupPosition>> positions = offsets.positions(offsets.names());
        Set<TopicPartition> partitions = new HashSet<>();
        positions.values().forEach(group -> partitions.addAll(group.keySet()));
        Map<TopicPartition, Long> ends = offsets.ends(offsets.withLeader(partitions));
        SortedMap<String, List<PartitionLag>> lags = new TreeMap<>();
        positions.forEach((name, group) -> {
            List<PartitionLag> own = new ArrayList<>();
            group.forEach((partition, position) -> own.add(of(partition, position, ends.get(partition))));
            lags.put(name, own);
        });
        return lags;
    }

    private static PartitionLag of(TopicPartition partition, GroupPosition position, @Nullable Long end) {
        long left = position.lag(end).orElse(0);
        boolean isFirstKnown = end != null && left > 0 && position.isNext(end);
        return new PartitionLag(partition, left, isFirstKnown ? position.offset() : null);
    }
}
