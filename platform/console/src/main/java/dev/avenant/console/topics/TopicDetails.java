package dev.avenant.console.topics;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.ShownText;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.UnseenTopicException;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.operations.groups.GroupOffsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeLogDirsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** What Kafka says of one topic beside its records. Throws {@link KafkaAwayException}; nobody retries. */
@PerCluster
public class TopicDetails {

    private final KafkaConnection kafka;
    private final Access access;

    TopicDetails(KafkaConnection kafka, Access access) {
        this.kafka = kafka;
        this.access = access;
    }

    /**
     * A topic.
     *
     * @param settings those that are set for the topic itself, by name
     * @param groups the groups that have committed offsets of it, and how many records they have yet to read
     * @param missing what Kafka did not say, and why
     */
    public record Details(
            List<Partition> partitions,
            Map<String, String> settings,
            Map<String, Long> groups,
            Map<Part, String> missing) {

        /** Whether Kafka did not say that part. */
        public boolean isMissing(String part) {
            return missing.containsKey(Part.valueOf(part));
        }
    }

    /** What is asked for by itself, so that it is missing alone when a broker is down or refuses it. */
    public enum Part {
        OFFSETS,
        SIZES,
        SETTINGS,
        GROUPS
    }

    /**
     * A partition.
     *
     * @param begin the first offset; -1 when Kafka does not say
     * @param end the next offset; -1 when Kafka does not say
     * @param leader the broker's number; -1 when there is none
     * @param bytes how large it is on the leader's disk; -1 when it does not say
     */
    public record Partition(int number, long begin, long end, int leader, int replicas, int inSync, long bytes) {

        /** How many offsets lie in it; at least as many as it has records. */
        public long records() {
            return end - begin;
        }

        /** Whether a replica is behind, or there is no leader. */
        public boolean isTroubled() {
            return inSync < replicas || leader < 0;
        }
    }

    /**
     * What Kafka says of a topic that is there.
     *
     * @throws UnseenTopicException if it may not be seen
     */
    public Details of(String topic) {
        access.requireTopic(topic);
        try (Admin admin = kafka.admin()) {
            TopicDescription description = Objects.requireNonNull(
                    kafka.answer(admin.describeTopics(List.of(topic)).allTopicNames())
                            .get(topic));
            List<TopicPartition> places = description.partitions().stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            GroupOffsets offsets = new GroupOffsets(admin, kafka);
            Map<Part, String> missing = new EnumMap<>(Part.class);
            Map<TopicPartition, Long> begins = part(Part.OFFSETS, missing, () -> offsets.begins(places));
            Map<TopicPartition, Long> ends =
                    missing.isEmpty() ? part(Part.OFFSETS, missing, () -> offsets.ends(places)) : Map.of();
            Map<TopicPartition, Long> sizes = part(Part.SIZES, missing, () -> sizes(admin, description));
            List<Partition> partitions = new ArrayList<>();
            description.partitions().forEach(partition -> {
                TopicPartition place = new TopicPartition(topic, partition.partition());
                partitions.add(new Partition(
                        partition.partition(),
                        ends.isEmpty() ? -1 : begins.getOrDefault(place, 0L),
                        ends.getOrDefault(place, -1L),
                        partition.leader() == null ? -1 : partition.leader().id(),
                        partition.replicas().size(),
                        partition.isr().size(),
                        sizes.getOrDefault(place, -1L)));
            });
            partitions.sort(Comparator.comparingInt(Partition::number));
            return new Details(
                    partitions,
                    part(Part.SETTINGS, missing, () -> settings(admin, topic)),
                    ends.isEmpty() ? Map.of() : part(Part.GROUPS, missing, () -> groups(offsets, ends)),
                    missing);
        }
    }

    private static <K, V> Map<K, V> part(Part part, Map<Part, String> missing, Supplier<Map<K, V>> answer) {
        try {
            return answer.get();
        } catch (KafkaAwayException | AccessRefusedException failed) {
            missing.put(part, ShownText.line(String.valueOf(failed.getMessage())));
            return Map.of();
        }
    }

    /** Whether a topic of that name is there and may be seen. */
    public boolean isThere(String topic) {
        if (!access.seesTopic(topic)) {
            return false;
        }
        try (Admin admin = kafka.admin()) {
            return kafka.answer(admin.listTopics(new ListTopicsOptions().listInternal(true))
                            .names())
                    .contains(topic);
        }
    }

    private Map<TopicPartition, Long> sizes(Admin admin, TopicDescription topic) {
        List<Integer> brokers = topic.partitions().stream()
                .flatMap(partition -> partition.replicas().stream())
                .map(Node::id)
                .distinct()
                .toList();
        Map<TopicPartition, Long> sizes = new HashMap<>();
        DescribeLogDirsResult answer = admin.describeLogDirs(brokers);
        kafka.answer(answer.allDescriptions())
                .forEach((broker, folders) -> folders.values()
                        .forEach(folder -> folder.replicaInfos().forEach((partition, replica) -> {
                            if (partition.topic().equals(topic.name()) && !replica.isFuture()) {
                                sizes.merge(partition, replica.size(), Math::max);
                            }
                        })));
        return sizes;
    }

    private Map<String, String> settings(Admin admin, String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> settings = new TreeMap<>();
        kafka.answer(admin.describeConfigs(List.of(resource)).all()).values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .forEach(entry -> settings.put(entry.name(), String.valueOf(entry.value())));
        return settings;
    }

    private static Map<String, Long> groups(GroupOffsets offsets, Map<TopicPartition, Long> ends) {
        Map<String, Long> groups = new TreeMap<>();
        offsets.positionsIn(ends.keySet())
                .forEach((group, positions) -> positions.forEach((partition, position) ->
                        groups.merge(group, position.lag(ends.get(partition)).orElse(0), Long::sum)));
        return groups;
    }
}
