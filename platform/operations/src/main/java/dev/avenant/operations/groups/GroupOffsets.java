package dev.avenant.operations.groups;

import dev.avenant.operations.KafkaAccess;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What Kafka knows of consumer groups: who is in them, what they committed, and where their topics begin and end. */
public final class GroupOffsets {
    private final Admin admin;
    private final KafkaAccess kafka;
    private @Nullable Set<String> topics;

    public GroupOffsets(Admin admin, KafkaAccess kafka) {
        this.admin = admin;
        this.kafka = kafka;
    }

    /** The consumer groups by name; without share groups and those of Kafka Streams, which commit otherwise. */
    public List<String> names() {
        return kafka
                .answer(admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())
                .stream()
                .map(GroupListing::groupId)
                .sorted()
                .toList();
    }

    /** The other groups with their kinds, by name. */
    public Map<String, String> otherKinds() {
        Map<String, String> others = new TreeMap<>();
        for (GroupListing group : kafka.answer(admin.listGroups().all())) {
            Optional<GroupType> type = group.type();
            if (type.isPresent() && type.get() != GroupType.CONSUMER && type.get() != GroupType.CLASSIC) {
                others.put(group.groupId(), type.get().toString());
            }
        }
        return others;
    }

    /** By name. */
    public Map<String, ConsumerGroupDescription> describe(List<String> groups) {
        return groups.isEmpty()
                ? Map.of()
                : kafka.answer(admin.describeConsumerGroups(groups).all());
    }

    /** What a group committed, in the order of topic and partition. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = sorted();
        committed.putAll(CommittedOffsets.of(group, admin, kafka));
        return committed;
    }

    /** What each of some groups committed, asked for at once. */
    public Map<String, Map<TopicPartition, Long>> committed(Collection<String> groups) {
        Map<String, Map<TopicPartition, Long>> all = new TreeMap<>();
        if (groups.isEmpty()) {
            return all;
        }
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        groups.forEach(group -> asked.put(group, new ListConsumerGroupOffsetsSpec()));
        kafka.answer(admin.listConsumerGroupOffsets(asked).all()).forEach((group, offsets) -> {
            Map<TopicPartition, Long> committed = sorted();
            offsets.forEach((partition, offset) -> {
                if (offset != null) {
                    committed.put(partition, offset.offset());
                }
            });
            all.put(group, committed);
        });
        return all;
    }

    /** Those whose topic is there. A group may name one for a while after it was deleted, and Kafka waits for it in vain. */
    List<TopicPartition> existing(Collection<TopicPartition> partitions) {
        Set<String> there = topics();
        return partitions.stream()
                .filter(partition -> there.contains(partition.topic()))
                .toList();
    }

    /** Whether there is a topic of that name. */
    public boolean isThere(String topic) {
        return topics().contains(topic);
    }

    /** Those partitions that are there. */
    public Set<TopicPartition> partitionsThere(Collection<TopicPartition> partitions) {
        List<String> names = existing(partitions).stream()
                .map(TopicPartition::topic)
                .distinct()
                .toList();
        Set<TopicPartition> there = new HashSet<>(partitions(names));
        there.retainAll(Set.copyOf(partitions));
        return there;
    }

    /** Asked for once, since a page that lists groups needs it for each. */
    private Set<String> topics() {
        Set<String> found = topics;
        if (found == null) {
            found = kafka.answer(
                    admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
            topics = found;
        }
        return found;
    }

    /** Where partitions begin. */
    public Map<TopicPartition, Long> begins(Iterable<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    /** Where partitions end, for those who read what is committed alone. */
    public Map<TopicPartition, Long> ends(Iterable<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** Of each partition the first offset of that time or later; none for those where nothing is as late. */
    public Map<TopicPartition, Long> at(Iterable<TopicPartition> partitions, long millis) {
        Map<TopicPartition, Long> found = offsets(partitions, OffsetSpec.forTimestamp(millis));
        found.values().removeIf(offset -> offset < 0);
        return found;
    }

    private Map<TopicPartition, Long> offsets(Iterable<TopicPartition> partitions, OffsetSpec wanted) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, wanted));
        Map<TopicPartition, Long> offsets = sorted();
        if (!asked.isEmpty()) {
            kafka.answer(admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                            .all())
                    .forEach((partition, found) -> offsets.put(partition, found.offset()));
        }
        return offsets;
    }

    /** The partitions of topics that must be there. */
    public List<TopicPartition> partitions(List<String> topics) {
        Map<String, TopicDescription> described =
                new LinkedHashMap<>(kafka.answer(admin.describeTopics(topics).allTopicNames()));
        return topics.stream()
                .flatMap(topic -> Optional.ofNullable(described.get(topic)).stream())
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** A map in the order of topic and partition. */
    static Map<TopicPartition, Long> sorted() {
        return new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    }

    /** How many offsets lie between what was committed and the end; empty when one of them is not known. */
    public static OptionalLong lag(@Nullable Long committed, @Nullable Long end) {
        return committed == null || end == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, end - committed));
    }
}
