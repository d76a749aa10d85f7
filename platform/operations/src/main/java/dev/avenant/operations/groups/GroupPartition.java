package dev.avenant.operations.groups;

import dev.avenant.messaging.api.TopicReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a group has of a partition.
 *
 * @param committed null when it has committed nothing
 * @param end null when the partition is gone
 * @param behindSeconds the age of the first record that is not committed; null when there is none, or it was not read
 * @param member null when nobody reads it
 */
public record GroupPartition(
        TopicPartition partition,
        @Nullable Long committed,
        @Nullable Long end,
        @Nullable Long behindSeconds,
        @Nullable String member) {

    private static final Duration FOREVER = Duration.ofDays(1);

    /** How many offsets lie between what was committed and the end; empty when one of them is not known. */
    public OptionalLong lag() {
        return GroupOffsets.lag(committed, end);
    }

    /** All partitions that a group has committed, or that its members read, in the order of topic and partition. */
    public static List<GroupPartition> of(ConsumerGroupDescription group, GroupOffsets offsets, TopicReader reader) {
        return of(group, offsets, reader, topic -> true, FOREVER);
    }

    /**
     * The same of some topics alone, within a time.
     *
     * @param budget after which no more records are read to see how old they are
     */
    public static List<GroupPartition> of(
            ConsumerGroupDescription group,
            GroupOffsets offsets,
            TopicReader reader,
            Predicate<String> topics,
            Duration budget) {
        long deadline = System.nanoTime() + budget.toNanos();
        Map<TopicPartition, Long> committed = offsets.committed(group.groupId());
        Map<TopicPartition, String> members = new HashMap<>();
        for (MemberDescription member : group.members()) {
            member.assignment().topicPartitions().forEach(partition -> members.put(partition, nameOf(member)));
        }
        Map<TopicPartition, Long> all = GroupOffsets.sorted();
        all.putAll(committed);
        members.keySet().forEach(partition -> all.putIfAbsent(partition, -1L));
        all.keySet().removeIf(partition -> !topics.test(partition.topic()));
        Map<TopicPartition, Long> ends = offsets.ends(offsets.existing(all.keySet()));
        List<GroupPartition> found = new ArrayList<>();
        for (TopicPartition partition : all.keySet()) {
            Long offset = committed.get(partition);
            Long end = ends.get(partition);
            boolean isBehind = GroupOffsets.lag(offset, end).orElse(0) > 0;
            found.add(new GroupPartition(
                    partition,
                    offset,
                    end,
                    isBehind && offset != null && System.nanoTime() < deadline ? age(reader, partition, offset) : null,
                    members.get(partition)));
        }
        return found;
    }

    /** A member by its client's id and its host. */
    public static String nameOf(MemberDescription member) {
        return member.clientId() + " on " + hostOf(member);
    }

    /** The host that a member runs on. */
    public static String hostOf(MemberDescription member) {
        return member.host().replaceFirst("^/", "");
    }

    private static @Nullable Long age(TopicReader reader, TopicPartition partition, long offset) {
        return reader.firstFrom(partition.topic(), partition.partition(), offset)
                .map(record -> Math.max(0, (Clock.systemUTC().millis() - record.timestamp()) / 1000))
                .orElse(null);
    }
}
