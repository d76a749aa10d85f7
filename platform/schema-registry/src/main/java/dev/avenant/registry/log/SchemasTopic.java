package dev.avenant.registry.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Sees to it that the registry's topics exist with settings that keep every schema, in order, and the keys of metadata. */
final class SchemasTopic {

    private static final Duration UNKNOWN_PAUSE = Duration.ofMillis(50);

    private final KafkaLogSettings settings;
    private final String bootstrapServers;
    private final Topic topic;
    private final @Nullable Topic keysets;
    private final int wantedReplicas;
    private final Duration timeout;
    private final int requiredTransactionVersion;

    SchemasTopic(KafkaLogSettings settings) {
        this.settings = settings;
        this.bootstrapServers = settings.bootstrapServers();
        this.topic = new Topic(settings.topic(), "--topic");
        MetadataSecrets secrets = settings.metadataSecrets();
        this.keysets = secrets == null ? null : new Topic(secrets.topic(), "metadata.encoder.topic");
        this.wantedReplicas = settings.replicationFactor();
        this.timeout = settings.timeout();
        this.requiredTransactionVersion = settings.requiredTransactionVersion();
    }

    /** A topic, and the setting that names it. */
    private record Topic(String name, String setting) {}

    /**
     * Creates it when it is missing; throws {@link InvalidTopicConfigurationException} when it is there and would lose
     * schemas.
     *
     * @return what it is then
     */
    Prepared prepare() {
        Admin admin = connect();
        Prepared prepared = null;
        try {
            // First, so that brokers that are refused do not keep an empty topic.
            TransactionVersion.check(admin, bootstrapServers, requiredTransactionVersion);
            if (keysets != null) {
                createOrCheck(admin, keysets);
            }
            Uuid topicId = createOrCheck(admin);
            Coordinators.ask(admin, settings);
            prepared = new Prepared(topicId, admin.describeCluster().clusterId().get());
            return prepared;
        } catch (ExecutionException failed) {
            throw away(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw away(interrupted);
        } finally {
            if (prepared == null) {
                admin.close(Duration.ZERO);
            } else {
                Coordinators.closeWhenAnswered(admin);
            }
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
        return topic.name();
    }

    /** Made with the settings of the registry, for the caller to close. */
    Admin connect() {
        return Admin.create(connecting());
    }

    /** A broker that stands still keeps its connections, so it is given a part of the timeout, to ask another one in the rest. */
    Map<String, Object> connecting() {
        Map<String, Object> connecting = new HashMap<>(settings.clientSettings());
        connecting.put("bootstrap.servers", bootstrapServers);
        connecting.put("default.api.timeout.ms", Math.toIntExact(timeout.toMillis()));
        connecting.put("request.timeout.ms", settings.requestTimeoutMillis());
        return connecting;
    }

    /** What Kafka says about it. */
    TopicDescription describe(Admin admin) throws ExecutionException, InterruptedException {
        return describe(admin, topic);
    }

    private static TopicDescription describe(Admin admin, Topic topic) throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic.name()))
                .allTopicNames()
                .get()
                .get(topic.name()));
    }

    /** The id of the topic of the schemas, which is there then. */
    Uuid createOrCheck(Admin admin) {
        return createOrCheck(admin, topic);
    }

    private Uuid createOrCheck(Admin admin, Topic wanted) {
        try {
            if (admin.listTopics().names().get().contains(wanted.name())) {
                return check(admin, wanted);
            }
            int brokers = admin.describeCluster().nodes().get().size();
            NewTopic created = new NewTopic(wanted.name(), 1, (short) Math.min(wantedReplicas, brokers))
                    .configs(Map.of("cleanup.policy", "compact"));
            return admin.createTopics(List.of(created)).topicId(wanted.name()).get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw away(failed);
            }
            return check(admin, wanted);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw away(interrupted);
        }
    }

    private Uuid check(Admin admin, Topic found) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            try {
                return checkNow(admin, found);
            } catch (ExecutionException failed) {
                // A broker hears of a topic a moment after the controller has made it.
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > deadline) {
                    throw away(failed);
                }
                LockSupport.parkNanos(UNKNOWN_PAUSE.toNanos());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw away(interrupted);
            }
        }
    }

    private Uuid checkNow(Admin admin, Topic found) throws ExecutionException, InterruptedException {
        TopicDescription described = describe(admin, found);
        if (described.partitions().size() != 1) {
            throw new InvalidTopicConfigurationException("The topic " + found.name() + " has "
                    + described.partitions().size()
                    + " partitions, but the registry needs exactly 1 to keep its order. Copy its records to a topic"
                    + " with one partition and name that one with " + found.setting());
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, found.name());
        String policy = Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource))
                .get("cleanup.policy")
                .value();
        if (!"compact".equals(policy)) {
            throw new InvalidTopicConfigurationException("The topic " + found.name() + " has cleanup.policy=" + policy
                    + ", but the registry needs compact, or Kafka deletes schemas. Mend it with: kafka-configs.sh"
                    + " --bootstrap-server " + bootstrapServers + " --alter --topic " + found.name()
                    + " --add-config cleanup.policy=compact");
        }
        return described.topicId();
    }

    private LogUnavailableException away(Exception failed) {
        Throwable cause = failed.getCause() == null ? failed : failed.getCause();
        return new LogUnavailableException(
                "Kafka at " + bootstrapServers + " did not answer within " + timeout.toSeconds() + " s", cause);
    }
}
