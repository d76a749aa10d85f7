package dev.avenant.registry.log;

import dev.avenant.registry.metrics.RegistryMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link KafkaLog} keeps its records.
 *
 * @param bootstrapServers the cluster
 * @param topic the compacted topic of one partition
 * @param groupId names the set of registries that share the topic; one of them leads
 * @param replicationFactor what a new topic gets, as far as there are brokers
 * @param timeout how long a write or the start may take before the cluster counts as away
 * @param requiredTransactionVersion the level of the brokers' feature {@code transaction.version} that the start takes at
 *     least; 0 takes any
 * @param metadataSecrets locks the keys for sensitive metadata; null leaves that in plain text
 * @param clientSettings what every Kafka client gets besides, such as {@code security.protocol}
 * @param metrics shows what the Kafka clients measure
 */
public record KafkaLogSettings(
        String bootstrapServers,
        String topic,
        String groupId,
        int replicationFactor,
        Duration timeout,
        int requiredTransactionVersion,
        @Nullable MetadataSecrets metadataSecrets,
        Map<String, Object> clientSettings,
        RegistryMetrics metrics) {

    private static final int LEAST_REQUEST_MILLIS = 1_000;
    private static final int REQUEST_MILLIS = 2_000;

    public KafkaLogSettings {
        clientSettings = Map.copyOf(clientSettings);
        if (replicationFactor < 1) {
            throw new IllegalArgumentException("replicationFactor must be at least 1 but was " + replicationFactor);
        }
    }

    /** The consumer group in which the registries elect their leader. */
    public String electionGroupId() {
        return groupId + "-" + topic;
    }

    /** Those of the producers of the leader, the same for all registries of a group, which take turns. */
    List<String> transactionalIds() {
        return List.of(groupId + "-" + topic, groupId + "-" + topic + "-2");
    }

    /**
     * How long a broker may take to answer one request. A part of the timeout, so that there is time to ask another one: a
     * broker that stands still keeps its connections, and takes new ones.
     */
    public int requestTimeoutMillis() {
        int millis = Math.toIntExact(timeout.toMillis());
        return Math.max(LEAST_REQUEST_MILLIS, Math.min(millis / 2, Math.max(millis / 6, REQUEST_MILLIS)));
    }
}
