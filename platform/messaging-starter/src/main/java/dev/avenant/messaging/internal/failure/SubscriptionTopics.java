package dev.avenant.messaging.internal.failure;

import dev.avenant.messaging.api.DeadLetterTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the dead-letter and the replay topic of a subscription, with as many partitions and replicas as their source.
 * They keep every record for ever, whatever the broker's defaults are, take any timestamp, and take records somewhat larger
 * than the source's, because a dead letter is its record with more headers. What somebody set otherwise is corrected.
 */
public final class SubscriptionTopics {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionTopics.class);
    private static final int ROOM_FOR_HEADERS = 64 * 1024;
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final String UNLIMITED = "-1";
    private static final String ANY_TIME = String.valueOf(Long.MAX_VALUE);

    private final Map<String, Object> adminSettings;
    private final String group;

    public SubscriptionTopics(Map<String, Object> adminSettings, String group) {
        this.adminSettings = adminSettings;
        this.group = group;
    }

    /** Makes sure that they exist and keep what they are given; answers false when the source does not exist yet. */
    public boolean prepare(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(adminSettings)) {
            try {
                Optional<TopicDescription> source = describe(admin, topic);
                if (source.isEmpty()) {
                    return false;
                }
                int replicas = source.get().partitions().get(0).replicas().size();
                Map<String, String> settings = settings(configOf(admin, topic), replicas);
                DeadLetterTopic deadLetters = DeadLetterTopic.of(topic, group);
                for (String name : List.of(deadLetters.name(), deadLetters.replayTopic())) {
                    create(admin, name, source.get(), settings);
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

    private static Map<String, String> settings(Config source, int replicas) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, UNLIMITED);
        settings.put(TopicConfig.RETENTION_BYTES_CONFIG, UNLIMITED);
        settings.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, ANY_TIME);
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, ANY_TIME);
        int inSync = Integer.parseInt(
                source.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value());
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(Math.min(inSync, replicas)));
        int maxMessageBytes = Integer.parseInt(
                source.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
        settings.put(
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(Math.min(maxMessageBytes, Integer.MAX_VALUE - ROOM_FOR_HEADERS) + ROOM_FOR_HEADERS));
        return settings;
    }

    private static void create(Admin admin, String name, TopicDescription source, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        short replicas = (short) source.partitions().get(0).replicas().size();
        NewTopic topic = new NewTopic(name, source.partitions().size(), replicas).configs(settings);
        try {
            admin.createTopics(Set.of(topic)).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
            correct(admin, name, settings);
        }
    }

    /** All but the replicas that must be in sync, which go with those that the topic itself has. */
    private static void correct(Admin admin, String name, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        Config config = configOf(admin, name);
        Collection<AlterConfigOp> changes = new ArrayList<>();
        List<String> words = new ArrayList<>();
        settings.forEach((setting, wanted) -> {
            ConfigEntry entry = config.get(setting);
            boolean isSettled = entry == null || setting.equals(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
            if (!isSettled && !isRight(setting, entry.value(), wanted)) {
                changes.add(new AlterConfigOp(new ConfigEntry(setting, wanted), AlterConfigOp.OpType.SET));
                words.add(setting + " from " + entry.value() + " to " + wanted);
            }
        });
        if (!changes.isEmpty()) {
            change(admin, name, changes, String.join(", ", words));
        }
    }

    /** A topic that may not be changed is taken as it is: better a letter that is kept for a while than none. */
    private static void change(Admin admin, String name, Collection<AlterConfigOp> changes, String words)
            throws ExecutionException, InterruptedException {
        try {
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, name), changes))
                    .all()
                    .get();
            LOG.atWarn().addKeyValue("topic", name).log("Changed what would lose dead letters: {}", words);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof ApiException) || failed.getCause() instanceof RetriableException) {
                throw failed;
            }
            LOG.atWarn()
                    .addKeyValue("topic", name)
                    .log("Kafka refuses to change what may lose dead letters: {}: {}", words, failed.getCause());
        }
    }

    private static boolean isRight(String setting, String found, String wanted) {
        return setting.equals(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                ? Integer.parseInt(found) >= Integer.parseInt(wanted)
                : wanted.equals(found);
    }

    private static Config configOf(Admin admin, String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        for (Config config :
                admin.describeConfigs(List.of(resource)).all().get().values()) {
            return config;
        }
        throw new IllegalStateException("Kafka did not answer with the settings of " + topic);
    }
}
