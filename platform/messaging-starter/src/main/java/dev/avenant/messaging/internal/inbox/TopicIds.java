package dev.avenant.messaging.internal.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's ids of topics, which tell a topic from another one that was made later under its name. An id is asked for
 * again after a minute, and when the offsets of a partition go back, as they do in a new topic.
 */
public final class TopicIds {

    private static final Logger LOG = LoggerFactory.getLogger(TopicIds.class);
    private static final Duration VALID = Duration.ofMinutes(1);

    private final Map<String, Object> adminSettings;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> offsets = new ConcurrentHashMap<>();

    public TopicIds(Map<String, Object> adminSettings, Clock clock) {
        this.adminSettings = adminSettings;
        this.clock = clock;
    }

    /** Takes note of what is read. */
    public void read(ConsumerRecord<?, ?> record) {
        Long before = offsets.put(new TopicPartition(record.topic(), record.partition()), record.offset());
        if (before != null && record.offset() < before) {
            known.remove(record.topic());
        }
    }

    /**
     * The origin with its topic's id; it stays as it is when it has one already.
     *
     * @throws KafkaException if Kafka does not say it
     */
    public Origin complete(Origin origin) {
        return origin.topicId() == null ? origin.withTopicId(idOf(origin.topic())) : origin;
    }

    /** The origin with its topic's id, as far as Kafka says it now. */
    public Origin completeIfPossible(Origin origin) {
        try {
            return complete(origin);
        } catch (KafkaException failed) {
            LOG.atDebug()
                    .addKeyValue("topic", origin.topic())
                    .log("The topic's id is not known: {}", failed.toString());
            return origin;
        }
    }

    private String idOf(String topic) {
        Instant now = clock.instant();
        Known current = known.get(topic);
        if (current == null || now.isAfter(current.at().plus(VALID))) {
            current = new Known(ask(topic).toString(), now);
            known.put(topic, current);
        }
        return current.id();
    }

    private Uuid ask(String topic) {
        try (Admin admin = Admin.create(adminSettings)) {
            return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .topicId();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException("Kafka did not say the id of topic " + topic, failed);
        } catch (InterruptedException interrupted) {
            throw new InterruptException(interrupted);
        }
    }

    private record Known(String id, Instant at) {}
}
