package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.api.DeadLetterTopic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the dead-letter and the replay topic of a subscription, with as many partitions and replicas as their source.
 * They keep their records for ever, take any timestamp, and take records somewhat larger than the source's, because a
 * dead letter is its record with more headers.
 */
final class SubscriptionTopics {

    private static final int ROOM_FOR_HEADERS = 64 * 1024;
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Map<String, Object> adminSettings;
    private final String group;

    SubscriptionTopics(Map<String, Object> adminSettings, String group) {
        this.adminSettings = adminSettings;
        this.group = group;
    }

    /** Makes sure that they exist; answers false when the source does not exist yet. */
    boolean prepare(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(adminSettings)) {
            try {
                Optional<TopicDescription> source = describe(admin, topic);
                if (source.isEmpty()) {
                    return false;
                }
                int maxMessageBytes = maxMessageBytes(admin, topic) + ROOM_FOR_HEADERS;
                DeadLetterTopic deadLetters = DeadLetterTopic.of(topic, group);
                for (String name : List.of(deadLetters.name(), deadLetters.replayTopic())) {
                    create(admin, name, source.get(), maxMessageBytes);
                }
                return true;
            } finally {
                admin.close(STEP);
            }
        }
    }

    private static Optional<TopicDescription> describe(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .findFirst();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static void create(Admin admin, String name, TopicDescription source, int maxMessageBytes)
            throws ExecutionException, InterruptedException {
        short replicas = (short) source.partitions().get(0).replicas().size();
        NewTopic topic = new NewTopic(name, source.partitions().size(), replicas)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG, "-1",
                        TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE),
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(maxMessageBytes)));
        try {
            admin.createTopics(Set.of(topic)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
            if (maxMessageBytes(admin, name) < maxMessageBytes) {
                raise(admin, name, maxMessageBytes);
            }
        }
    }

    private static void raise(Admin admin, String topic, int maxMessageBytes)
            throws ExecutionException, InterruptedException {
        Collection<AlterConfigOp> change = List.of(new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(maxMessageBytes)),
                AlterConfigOp.OpType.SET));
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), change))
                .all()
                .get();
    }

    private static int maxMessageBytes(Admin admin, String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        for (Config config :
                admin.describeConfigs(List.of(resource)).all().get().values()) {
            return Integer.parseInt(
                    config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
        }
        throw new IllegalStateException("Kafka did not answer with the settings of " + topic);
    }
}
