package dev.avenant.operations.groups;

import dev.avenant.operations.KafkaAccess;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What Kafka knows of groups of all kinds: who is in them, how far they are, and where their topics begin and end. */
public final class GroupOffsets {
    private final Admin admin;
    private final KafkaAccess kafka;
    private @Nullable Set<String> topics;
    private @Nullable SortedMap<String, GroupKind> kinds;

    public GroupOffsets(Admin admin, KafkaAccess kafka) {
        this.admin = admin;
        this.kafka = kafka;
    }

    /** The groups of all kinds that read topics, by name; asked for once. */
    public SortedMap<String, GroupKind> kinds() {
        SortedMap<String, GroupKind> found = kinds;
        if (found == null) {
            found = new TreeMap<>();
            for (GroupListing group : kafka.answer(admin.listGroups().all())) {
                Optional<GroupKind> kind = GroupKind.of(group);
                if (kind.isPresent()) {
                    found.put(group.groupId(), kind.get());
                }
            }
            kinds = found;
        }
        return found;
    }

    /** Their names, in order. */
    public List<String> names() {
        return List.copyOf(kinds().keySet());
    }

    private List<String> only(Collection<String> groups, Predicate<GroupKind> kind) {
        Map<String, GroupKind> all = kinds();
        return groups.stream()
                .filter(group ->
                        Optional.ofNullable(all.get(group)).filter(kind).isPresent())
                .toList();
    }

    /** Some of them, by name; without those that are gone meanwhile. */
    public Map<String, GroupDescription> describe(Collection<String> groups) {
        Map<String, GroupDescription> described = new TreeMap<>();
        List<String> consumers = only(groups, GroupKind::isOfConsumers);
        if (!consumers.isEmpty()) {
            kafka.answer(admin.describeConsumerGroups(consumers).all())
                    .forEach((name, group) ->
                            described.put(name, GroupDescription.of(group, Objects.requireNonNull(kinds().get(name)))));
        }
        List<String> shares = only(groups, kind -> kind == GroupKind.SHARE);
        if (!shares.isEmpty()) {
            kafka.answer(admin.describeShareGroups(shares).all())
                    .forEach((name, group) -> described.put(name, GroupDescription.of(group)));
        }
        List<String> streams = only(groups, kind -> kind == GroupKind.STREAMS);
        if (!streams.isEmpty()) {
            kafka.answer(admin.describeStreamsGroups(streams).all())
                    .forEach((name, group) -> described.put(name, GroupDescription.of(group)));
        }
        return described;
    }

    /** How far a group is, in the order of topic and partition. */
    public SortedMap<TopicPartition, GroupPosition> positions(String group) {
        return Objects.requireNonNull(positions(List.of(group)).get(group));
    }

    /** How far each of some groups is, asked for at once; nothing of one that is not there. */
    public Map<String, SortedMap<TopicPartition, GroupPosition>> positions(Collection<String> groups) {
        return positions(groups, null);
    }

    /** How far all groups are in some partitions, by group; nothing of those that are in none of them. */
    public Map<String, SortedMap<TopicPartition, GroupPosition>> positionsIn(Collection<TopicPartition> partitions) {
        return positions(names(), partitions);
    }

    private Map<String, SortedMap<TopicPartition, GroupPosition>> positions(
            Collection<String> groups, @Nullable Collection<TopicPartition> partitions) {
        Map<String, SortedMap<TopicPartition, GroupPosition>> all = new TreeMap<>();
        groups.forEach(group -> all.put(group, sorted()));
        Map<String, ListConsumerGroupOffsetsSpec> committing = new HashMap<>();
        only(groups, kind -> kind != GroupKind.SHARE)
                .forEach(
                        group -> committing.put(group, new ListConsumerGroupOffsetsSpec().topicPartitions(partitions)));
        if (!committing.isEmpty()) {
            kafka.answer(admin.listConsumerGroupOffsets(committing).all())
                    .forEach((group, offsets) -> offsets.forEach((partition, offset) -> {
                        if (offset != null) {
                            of(all, group).put(partition, GroupPosition.committed(offset.offset()));
                        }
                    }));
        }
        Map<String, ListShareGroupOffsetsSpec> sharing = new HashMap<>();
        only(groups, kind -> kind == GroupKind.SHARE)
                .forEach(group -> sharing.put(group, new ListShareGroupOffsetsSpec().topicPartitions(partitions)));
        if (!sharing.isEmpty()) {
            kafka.answer(admin.listShareGroupOffsets(sharing).all())
                    .forEach((group, shares) -> shares.forEach((partition, share) -> {
                        if (share != null && share.startOffset() >= 0) {
                            of(all, group).put(partition, GroupPosition.of(share));
                        }
                    }));
        }
        return all;
    }

    private static SortedMap<TopicPartition, GroupPosition> of(
            Map<String, SortedMap<TopicPartition, GroupPosition>> all, String group) {
        return all.computeIfAbsent(group, name -> sorted());
    }

    /** Up to where everything is done by a group, in the order of topic and partition. */
    public Map<TopicPartition, Long> committed(String group) {
        return offsetsOf(positions(group));
    }

    /** The same of some groups, asked for at once. */
    public Map<String, Map<TopicPartition, Long>> committed(Collection<String> groups) {
        Map<String, Map<TopicPartition, Long>> all = new TreeMap<>();
        positions(groups).forEach((group, positions) -> all.put(group, offsetsOf(positions)));
        return all;
    }

    private static Map<TopicPartition, Long> offsetsOf(Map<TopicPartition, GroupPosition> positions) {
        Map<TopicPartition, Long> offsets = sorted();
        positions.forEach((partition, position) -> offsets.put(partition, position.offset()));
        return offsets;
    }

    /** Those whose topic is there. A group may name one for a while after it was deleted, and Kafka waits for it in vain. */
    List<TopicPartition> existing(Collection<TopicPartition> partitions) {
        Set<String> there = topics();
        return partitions.stream()
                .filter(partition -> there.contains(partition.topic()))
                .toList();
    }

    /**
     * Those that are there and have a leader, which alone says where they begin and end. Kafka waits in vain for one without, as of
     * a topic without replicas while its broker is down.
     */
    public List<TopicPartition> withLeader(Collection<TopicPartition> partitions) {
        Set<TopicPartition> led = new HashSet<>();
        describedTopics(topicsOf(existing(partitions)))
                .forEach((name, topic) -> topic.partitions().stream()
                        .filter(partition -> partition.leader() != null
                                && !partition.leader().isEmpty())
                        .forEach(partition -> led.add(new TopicPartition(name, partition.partition()))));
        return partitions.stream().filter(led::contains).toList();
    }

    private static List<String> topicsOf(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).distinct().toList();
    }

    /** Whether there is a topic of that name. */
    public boolean isThere(String topic) {
        return topics().contains(topic);
    }

    /** Those partitions that are there. */
    public Set<TopicPartition> partitionsThere(Collection<TopicPartition> partitions) {
        Set<TopicPartition> there = new HashSet<>(partitions(topicsOf(existing(partitions))));
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
        Map<String, TopicDescription> described = describedTopics(topics);
        return topics.stream()
                .flatMap(topic -> Optional.ofNullable(described.get(topic)).stream())
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    private Map<String, TopicDescription> describedTopics(List<String> topics) {
        return new LinkedHashMap<>(kafka.answer(admin.describeTopics(topics).allTopicNames()));
    }

    /** A map in the order of topic and partition. */
    static <T> SortedMap<TopicPartition, T> sorted() {
        return new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    }

    /** How many offsets lie between what was committed and the end; empty when one of them is not known. */
    public static OptionalLong lag(@Nullable Long committed, @Nullable Long end) {
        return committed == null || end == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, end - committed));
    }
}
