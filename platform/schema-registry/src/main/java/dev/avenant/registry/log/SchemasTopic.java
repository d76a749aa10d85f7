package dev.avenant.registry.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Sees to it that the registry's topic exists with settings that keep every schema, in order. */
final class SchemasTopic {

    private final Map<String, Object> clientSettings;
    private final String bootstrapServers;
    private final String topic;
    private final int wantedReplicas;
    private final Duration timeout;
    private final int requiredTransactionVersion;

    SchemasTopic(KafkaLogSettings settings) {
        this.clientSettings = new HashMap<>(settings.clientSettings());
        this.bootstrapServers = settings.bootstrapServers();
        this.topic = settings.topic();
        this.wantedReplicas = settings.replicationFactor();
        this.timeout = settings.timeout();
        this.requiredTransactionVersion = settings.requiredTransactionVersion();
    }

    /**
     * Creates it when it is missing; throws {@link InvalidTopicConfigurationException} when it is there and would lose
     * schemas.
     *
     * @return what it is then
     */
    Prepared prepare() {
        try (Admin admin = connect()) {
            // First, so that brokers that are refused do not keep an empty topic.
            TransactionVersion.check(admin, bootstrapServers, requiredTransactionVersion);
            return new Prepared(
                    createOrCheckTopic(admin),
                    admin.describeCluster().clusterId().get());
        } catch (ExecutionException failed) {
            throw away(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw away(interrupted);
        }
    }

    /**
     * A topic that can be written to.
     *
     * @param topicId which another topic of the same name does not have
     * @param clusterId of the cluster that it is in
     */
    record Prepared(Uuid topicId, String clusterId) {}

    String name() {
        return topic;
    }

    /** Made with the settings of the registry, for the caller to close. */
    Admin connect() {
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> settings = new HashMap<>(clientSettings);
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("default.api.timeout.ms", millis);
        settings.put("request.timeout.ms", millis / 2);
        return Admin.create(settings);
    }

    /** What Kafka says about it. */
    TopicDescription describe(Admin admin) throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
    }

    private Uuid createOrCheckTopic(Admin admin) {
        try {
            if (admin.listTopics().names().get().contains(topic)) {
                return check(admin);
            }
            int brokers = admin.describeCluster().nodes().get().size();
            NewTopic wanted = new NewTopic(topic, 1, (short) Math.min(wantedReplicas, brokers))
                    .configs(Map.of("cleanup.policy", "compact"));
            return admin.createTopics(List.of(wanted)).topicId(topic).get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw away(failed);
            }
            return check(admin);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw away(interrupted);
        }
    }

    private Uuid check(Admin admin) {
        try {
            TopicDescription described = describe(admin);
            if (described.partitions().size() != 1) {
                throw new InvalidTopicConfigurationException("The topic " + topic + " has "
                        + described.partitions().size()
                        + " partitions, but the registry needs exactly 1 to keep its order. Copy its records to a topic"
                        + " with one partition and name that one with --topic");
            }
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            String policy = Objects.requireNonNull(
                            admin.describeConfigs(List.of(resource)).all().get().get(resource))
                    .get("cleanup.policy")
                    .value();
            if (!"compact".equals(policy)) {
                throw new InvalidTopicConfigurationException("The topic " + topic + " has cleanup.policy=" + policy
                        + ", but the registry needs compact, or Kafka deletes schemas. Mend it with: kafka-configs.sh"
                        + " --bootstrap-server " + bootstrapServers + " --alter --topic " + topic
                        + " --add-config cleanup.policy=compact");
            }
            return described.topicId();
        } catch (ExecutionException failed) {
            throw away(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw away(interrupted);
        }
    }

    private LogUnavailableException away(Exception failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return new LogUnavailableException(
                "Kafka at " + bootstrapServers + " did not answer within " + timeout.toSeconds() + " s", cause);
    }
}
