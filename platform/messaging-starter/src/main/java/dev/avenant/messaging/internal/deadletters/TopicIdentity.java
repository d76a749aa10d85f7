package dev.avenant.messaging.internal.deadletters;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Kafka's ids of topics, which tell a topic from another one that was made later under its name; asked again every minute. */
final class TopicIdentity {

    private static final Duration VALID = Duration.ofMinutes(1);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Map<String, Object> adminSettings;
    private final Map<String, Known> known = new HashMap<>();

    TopicIdentity(Map<String, Object> adminSettings) {
        this.adminSettings = adminSettings;
    }

    /**
     * The topic's id.
     *
     * @throws KafkaException if Kafka does not say it
     */
    synchronized String of(String topic) {
        Known current = known.get(topic);
        if (current == null || System.nanoTime() - current.at() > VALID.toNanos()) {
            known.remove(topic);
            current = new Known(ask(topic), System.nanoTime());
            known.put(topic, current);
        }
        return current.id();
    }

    private String ask(String topic) {
        Admin admin = Admin.create(adminSettings);
        try {
            return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .topicId()
                    .toString();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return "";
            }
            throw new KafkaException("Kafka did not say the id of topic " + topic, failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        } finally {
            admin.close(STEP);
        }
    }

    private record Known(String id, long at) {}
}
