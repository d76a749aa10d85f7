package dev.avenant.operations.topics;

import dev.avenant.operations.KafkaAccess;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.operations.groups.GroupPosition;
import dev.avenant.operations.topics.TopicState.Part;
import dev.avenant.operations.topics.TopicState.Partition;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;

/** Asks Kafka for the {@link TopicState} of topics; nobody retries. */
public final class TopicStates {
    private final Admin admin;
    private final KafkaAccess kafka;
    private final Function<RuntimeException, Optional<Sentence>> unanswered;

    /** @param unanswered what an exception of the access says of Kafka, if that is that it did not answer, or refused to */
    public TopicStates(Admin admin, KafkaAccess kafka, Function<RuntimeException, Optional<Sentence>> unanswered) {
        this.admin = admin;
        this.kafka = kafka;
        this.unanswered = unanswered;
    }

    /** What Kafka says of a topic that is there. */
    public TopicState of(String topic) {
        TopicDescription description = Objects.requireNonNull(
                kafka.answer(admin.describeTopics(List.of(topic)).allTopicNames())
                        .get(topic));
        List<TopicPartition> places = description.partitions().stream()
                // Kafka would wait in vain for a partition that has none.
                .filter(partition ->
                        partition.leader() != null && !partition.leader().isEmpty())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        GroupOffsets offsets = new GroupOffsets(admin, kafka);
        Map<Part, Sentence> missing = new EnumMap<>(Part.class);
        Map<TopicPartition, Long> begins = part(Part.OFFSETS, missing, () -> offsets.begins(places));
        Map<TopicPartition, Long> ends =
                missing.isEmpty() ? part(Part.OFFSETS, missing, () -> offsets.ends(places)) : Map.of();
        Map<TopicPartition, Long> sizes = part(Part.SIZES, missing, () -> sizes(description));
        Map<String, String> settings = part(Part.SETTINGS, missing, () -> settings(topic));
        Map<String, SortedMap<TopicPartition, GroupPosition>> positions =
                ends.isEmpty() ? Map.of() : part(Part.GROUPS, missing, () -> positions(offsets, places));
        List<Partition> partitions = new ArrayList<>();
        for (TopicPartitionInfo partition : description.partitions()) {
            TopicPartition place = new TopicPartition(topic, partition.partition());
            Long end = ends.get(place);
            long begin = end == null ? -1 : begins.getOrDefault(place, 0L);
            partitions.add(new Partition(
                    partition.partition(),
                    begin,
                    end == null ? -1 : end,
                    partition.leader() == null ? -1 : partition.leader().id(),
                    partition.replicas().size(),
                    partition.isr().size(),
                    sizes.getOrDefault(place, -1L),
                    done(positions, place, begin, end)));
        }
        partitions.sort(Comparator.comparingInt(Partition::number));
        return new TopicState(partitions, new TreeMap<>(settings), lags(positions, ends), missing);
    }

    private <K, V> Map<K, V> part(Part part, Map<Part, Sentence> missing, Supplier<Map<K, V>> answer) {
        try {
            return answer.get();
        } catch (RuntimeException failed) {
            missing.put(part, unanswered.apply(failed).orElseThrow(() -> failed));
            return Map.of();
        }
    }

    private Map<TopicPartition, Long> sizes(TopicDescription topic) {
        List<Integer> brokers = topic.partitions().stream()
                .flatMap(partition -> partition.replicas().stream())
                .map(Node::id)
                .distinct()
                .toList();
        Map<TopicPartition, Long> sizes = new HashMap<>();
        kafka.answer(admin.describeLogDirs(brokers).allDescriptions())
                .forEach((broker, folders) -> folders.values()
                        .forEach(folder -> folder.replicaInfos().forEach((partition, replica) -> {
                            if (partition.topic().equals(topic.name()) && !replica.isFuture()) {
                                sizes.merge(partition, replica.size(), Math::max);
                            }
                        })));
        return sizes;
    }

    private Map<String, String> settings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> settings = new TreeMap<>();
        kafka.answer(admin.describeConfigs(List.of(resource)).all()).values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> settings.put(entry.name(), String.valueOf(entry.value())));
        return settings;
    }

    private static Map<String, SortedMap<TopicPartition, GroupPosition>> positions(
            GroupOffsets offsets, List<TopicPartition> places) {
        Map<String, SortedMap<TopicPartition, GroupPosition>> positions = offsets.positionsIn(places);
        positions.values().removeIf(Map::isEmpty);
        return positions;
    }

    private static SortedMap<String, Long> lags(
            Map<String, SortedMap<TopicPartition, GroupPosition>> positions, Map<TopicPartition, Long> ends) {
        SortedMap<String, Long> lags = new TreeMap<>();
        positions.forEach((group, offsets) -> offsets.forEach((partition, position) ->
                lags.merge(group, position.lag(ends.get(partition)).orElse(0), Long::sum)));
        return lags;
    }

    /** A group that is in other partitions of the topic has yet to begin with this one. */
    private static long done(
            Map<String, SortedMap<TopicPartition, GroupPosition>> positions,
            TopicPartition place,
            long begin,
            @Nullable Long end) {
        if (positions.isEmpty() || end == null) {
            return -1;
        }
        return positions.values().stream()
                .mapToLong(offsets -> {
                    GroupPosition position = offsets.get(place);
                    return position == null ? 0 : Math.max(0, Math.min(end, position.offset()) - begin);
                })
                .min()
                .orElse(-1);
    }
}
