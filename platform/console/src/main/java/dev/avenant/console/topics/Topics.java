package dev.avenant.console.topics;

import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.console.kafka.KafkaConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** The topics of the cluster, read afresh at each call. Throws {@link KafkaAwayException}; nobody retries. */
@PerCluster
public class Topics {

    private final KafkaConnection kafka;
    private final Access access;

    Topics(KafkaConnection kafka, Access access) {
        this.kafka = kafka;
        this.access = access;
    }

    /** Every topic that may be seen, by name. */
    public List<TopicSummary> all() {
        Permissions mine = access.mine();
        try (Admin admin = kafka.admin()) {
            List<String> names =
                    kafka
                            .answer(admin.listTopics(new ListTopicsOptions().listInternal(true))
                                    .names())
                            .stream()
                            .filter(mine::seesTopic)
                            .toList();
            Map<String, TopicDescription> described =
                    kafka.answer(admin.describeTopics(names).allTopicNames());
            Map<TopicPartition, Long> counts = recordsOf(admin, described);
            return described.values().stream()
                    .map(topic -> summaryOf(topic, counts))
                    .sorted(Comparator.comparing(TopicSummary::name))
                    .toList();
        }
    }

    /** How many brokers there are. */
    public int brokers() {
        try (Admin admin = kafka.admin()) {
            return kafka.answer(admin.describeCluster().nodes()).size();
        }
    }

    private Map<TopicPartition, Long> recordsOf(Admin admin, Map<String, TopicDescription> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.values()
                .forEach(topic -> topic.partitions().stream()
                        // Kafka would wait in vain for a partition that has none.
                        .filter(Topics::hasLeader)
                        .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition()))));
        var ends = admin.listOffsets(all(partitions, OffsetSpec.latest())).all();
        var begins = admin.listOffsets(all(partitions, OffsetSpec.earliest())).all();
        Map<TopicPartition, Long> counts = new HashMap<>();
        kafka.answer(ends).forEach((partition, end) -> counts.merge(partition, end.offset(), Long::sum));
        kafka.answer(begins).forEach((partition, begin) -> counts.merge(partition, -begin.offset(), Long::sum));
        return counts;
    }

    private static Map<TopicPartition, OffsetSpec> all(List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        partitions.forEach(partition -> specs.put(partition, spec));
        return specs;
    }

    private static TopicSummary summaryOf(TopicDescription topic, Map<TopicPartition, Long> counts) {
        long records = topic.partitions().stream()
                .mapToLong(
                        partition -> counts.getOrDefault(new TopicPartition(topic.name(), partition.partition()), 0L))
                .sum();
        int troubled = (int) topic.partitions().stream()
                .filter(partition -> !hasLeader(partition)
                        || partition.isr().size() < partition.replicas().size())
                .count();
        int leaderless = (int) topic.partitions().stream()
                .filter(partition -> !hasLeader(partition))
                .count();
        return new TopicSummary(
                topic.name(),
                topic.partitions().size(),
                topic.partitions().get(0).replicas().size(),
                records,
                troubled,
                leaderless);
    }

    private static boolean hasLeader(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }
}
