package jobplatform.analytics.figures;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * Makes the topics of the results, and leaves those that are there as they are: with more partitions, newer sums of a key would
 * be in another one than older ones, and whoever reads both would not know which are the newest.
 */
@Component
class ResultTopicsMaker {

    private static final long TIMEOUT_SECONDS = 30;

    private final KafkaAdmin admin;
    private final List<NewTopic> topics;
    private final int partitions;

    ResultTopicsMaker(ResultTopics topics, KafkaAdmin admin, FigureProperties properties) {
        this.admin = admin;
        this.partitions = properties.partitions();
        this.topics = topics.all().stream()
                .map(name -> TopicBuilder.name(name)
                        .partitions(properties.partitions())
                        .replicas(properties.replicationFactor())
                        .config(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                        .build())
                .toList();
    }

    /**
     * Makes those that are not there.
     *
     * @throws IllegalStateException if one cannot be made, or was made with another number of partitions
     */
    void makeWhatIsMissing() {
        try (Admin client = Admin.create(admin.getConfigurationProperties())) {
            for (KafkaFuture<Void> made : client.createTopics(topics).values().values()) {
                awaitUnlessThere(made);
            }
            Map<String, TopicDescription> known = client.describeTopics(
                            topics.stream().map(NewTopic::name).toList())
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            known.values().forEach(this::requirePartitions);
        } catch (ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("The topics of the figures cannot be made", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The topics of the figures were not made", stopped);
        }
    }

    private static void awaitUnlessThere(KafkaFuture<Void> made)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            made.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
    }

    private void requirePartitions(TopicDescription topic) {
        int found = topic.partitions().size();
        if (found != partitions) {
            throw new IllegalStateException("[topic " + topic.name() + "] expected " + partitions
                    + " partitions, as jobplatform.figures.partitions says, but found " + found
                    + "; set it to " + found + ", for it cannot be changed once there are figures");
        }
    }
}
