package dev.avenant.console.topics;

import dev.avenant.console.ConsoleSettings;
import dev.avenant.console.access.Access;
import dev.avenant.console.access.Permissions;
import dev.avenant.console.cluster.Cluster;
import dev.avenant.console.cluster.PerCluster;
import dev.avenant.console.kafka.KafkaAwayException;
import dev.avenant.operations.KafkaClients;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** The topics of the cluster, read afresh at each call. Throws {@link KafkaAwayException}; nobody retries. */
@PerCluster
public class Topics {

    private final Cluster cluster;
    private final ConsoleSettings settings;
    private final Access access;
    private @Nullable Admin admin;

    Topics(Cluster cluster, Access access) {
        this.cluster = cluster;
        this.settings = cluster.settings();
        this.access = access;
    }

    /** Every topic that may be seen, by name. */
    public List<TopicSummary> all() {
        Permissions mine = access.mine();
        return answer(client -> {
            List<String> names = await(client.listTopics(new ListTopicsOptions().listInternal(true))
                            .names())
                    .stream()
                    .filter(mine::seesTopic)
                    .toList();
            Map<String, TopicDescription> described =
                    await(client.describeTopics(names).allTopicNames());
            Map<TopicPartition, Long> counts = recordsOf(client, described);
            return described.values().stream()
                    .map(topic -> summaryOf(topic, counts))
                    .sorted(Comparator.comparing(TopicSummary::name))
                    .toList();
        });
    }

    /** How many brokers there are. */
    public int brokers() {
        return answer(client -> await(client.describeCluster().nodes()).size());
    }

    /** What is asked of Kafka. */
    private interface Question<T> {
        T ask(Admin client) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private <T> T answer(Question<T> question) {
        try {
            return question.ask(admin());
        } catch (ExecutionException failed) {
            throw KafkaAwayException.of(cluster, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException | KafkaException failed) {
            throw KafkaAwayException.of(cluster, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw KafkaAwayException.of(cluster, interrupted);
        }
    }

    private Map<TopicPartition, Long> recordsOf(Admin client, Map<String, TopicDescription> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.values()
                .forEach(topic -> topic.partitions().stream()
                        // Kafka would wait in vain for a partition that has none.
                        .filter(Topics::hasLeader)
                        .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition()))));
        var ends = client.listOffsets(all(partitions, OffsetSpec.latest())).all();
        var begins = client.listOffsets(all(partitions, OffsetSpec.earliest())).all();
        Map<TopicPartition, Long> counts = new HashMap<>();
        await(ends).forEach((partition, end) -> counts.merge(partition, end.offset(), Long::sum));
        await(begins).forEach((partition, begin) -> counts.merge(partition, -begin.offset(), Long::sum));
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
        return new TopicSummary(
                topic.name(),
                topic.partitions().size(),
                topic.partitions().get(0).replicas().size(),
                records,
                troubled);
    }

    private static boolean hasLeader(TopicPartitionInfo partition) {
        return partition.leader() != null && !partition.leader().isEmpty();
    }

    private <T> T await(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Opened at the first page, so that the console starts while Kafka is away. */
    private synchronized Admin admin() {
        if (admin == null) {
            admin = KafkaClients.admin(settings.kafkaClient(Map.of()), settings.timeout());
        }
        return admin;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close();
        }
    }
}
