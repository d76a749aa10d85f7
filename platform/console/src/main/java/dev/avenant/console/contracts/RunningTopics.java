package dev.avenant.console.contracts;

import dev.avenant.console.AccessRefusedException;
import dev.avenant.console.Messages;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import dev.avenant.operations.groups.GroupOffsets;
import dev.avenant.text.Sentence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * Who reads and writes the topics that may be seen, as far as Kafka knows: groups of all kinds that have committed offsets or
 * have members there, and producers that write in transactions. Throws {@link KafkaAwayException}; nobody retries.
 */
@PerCluster
public class RunningTopics {

    private final KafkaConnection kafka;
    private final Access access;

    RunningTopics(KafkaConnection kafka, Access access) {
        this.kafka = kafka;
        this.access = access;
    }

    /** What is asked for by itself, so that it is missing alone when Kafka refuses it. */
    public enum Part {
        SETTINGS,
        GROUPS,
        PRODUCERS
    }

    /**
     * What runs.
     *
     * @param topics by name
     * @param missing what Kafka did not say, and why
     */
    public record Running(Map<String, RunningTopic> topics, Map<Part, Sentence> missing) {
        static final Running NOTHING = new Running(Map.of(), Map.of());
    }

    /**
     * A topic.
     *
     * @param retentionMs its own setting; null when it has none, or Kafka did not say
     * @param groups the groups that read it with the client ids of their members there, by name
     * @param transactionalIds of the producers that have written to it lately, by name
     */
    public record RunningTopic(
            String name,
            int partitions,
            @Nullable String retentionMs,
            Map<String, Set<String>> groups,
            Set<String> transactionalIds) {}

    /** All topics that may be seen, but those that Kafka and others keep for themselves. */
    public Running all() {
        try (Admin admin = kafka.admin()) {
            Permissions mine = access.mine();
            List<String> names =
                    kafka
                            .answer(admin.listTopics(new ListTopicsOptions().listInternal(false))
                                    .names())
                            .stream()
                            .filter(mine::seesTopic)
                            .toList();
            Map<String, TopicDescription> described =
                    kafka.answer(admin.describeTopics(names).allTopicNames());
            Map<Part, Sentence> missing = new EnumMap<>(Part.class);
            Map<String, String> retention = part(Part.SETTINGS, missing, () -> retention(admin, names));
            Map<String, Map<String, Set<String>>> groups =
                    part(Part.GROUPS, missing, () -> groups(admin, described.keySet()));
            Map<String, Set<String>> producers =
                    part(Part.PRODUCERS, missing, () -> producers(admin, described.values()));
            Map<String, RunningTopic> topics = new TreeMap<>();
            described.forEach((name, topic) -> topics.put(
                    name,
                    new RunningTopic(
                            name,
                            topic.partitions().size(),
                            retention.get(name),
                            groups.getOrDefault(name, Map.of()),
                            producers.getOrDefault(name, Set.of()))));
            return new Running(topics, missing);
        }
    }

    private static <V> Map<String, V> part(Part part, Map<Part, Sentence> missing, Supplier<Map<String, V>> answer) {
        try {
            return answer.get();
        } catch (KafkaAwayException | AccessRefusedException failed) {
            missing.put(part, Messages.of(failed));
            return Map.of();
        }
    }

    private Map<String, String> retention(Admin admin, List<String> names) {
        List<ConfigResource> asked = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, String> retention = new HashMap<>();
        kafka.answer(admin.describeConfigs(asked).all()).forEach((topic, config) -> {
            ConfigEntry entry = config.get(TopicConfig.RETENTION_MS_CONFIG);
            if (entry != null && entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                retention.put(topic.name(), String.valueOf(entry.value()));
            }
        });
        return retention;
    }

    private Map<String, Map<String, Set<String>>> groups(Admin admin, Set<String> topics) {
        GroupOffsets offsets = new GroupOffsets(admin, kafka);
        List<String> names = offsets.names();
        Map<String, Map<String, Set<String>>> readers = new HashMap<>();
        offsets.committed(names)
                .forEach((group, committed) -> committed.keySet().forEach(partition -> {
                    if (topics.contains(partition.topic())) {
                        readersOf(readers, partition.topic(), group);
                    }
                }));
        offsets.describe(names).values().forEach(group -> {
            group.topics().stream().filter(topics::contains).forEach(topic -> readersOf(readers, topic, group.name()));
            group.members()
                    .forEach(member -> member.partitions().forEach(partition -> {
                        if (topics.contains(partition.topic())) {
                            readersOf(readers, partition.topic(), group.name()).add(member.clientId());
                        }
                    }));
        });
        return readers;
    }

    private static Set<String> readersOf(Map<String, Map<String, Set<String>>> readers, String topic, String group) {
        return readers.computeIfAbsent(topic, name -> new TreeMap<>()).computeIfAbsent(group, name -> new TreeSet<>());
    }

    /** Kafka forgets a producer a day after it last wrote, unless it is told otherwise, and knows no others by a name. */
    private Map<String, Set<String>> producers(Admin admin, Collection<TopicDescription> topics) {
        Map<Long, String> transactionalIds = new HashMap<>();
        for (TransactionListing listing : kafka.answer(admin.listTransactions().all())) {
            transactionalIds.put(listing.producerId(), listing.transactionalId());
        }
        Map<String, Set<String>> producers = new HashMap<>();
        if (transactionalIds.isEmpty()) {
            return producers;
        }
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach(topic -> topic.partitions()
                .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition()))));
        kafka.answer(admin.describeProducers(partitions).all())
                .forEach((partition, states) -> states.activeProducers().forEach(state -> {
                    String transactionalId = transactionalIds.get(state.producerId());
                    if (transactionalId != null) {
                        producers
                                .computeIfAbsent(partition.topic(), topic -> new TreeSet<>())
                                .add(transactionalId);
                    }
                }));
        return producers;
    }
}
