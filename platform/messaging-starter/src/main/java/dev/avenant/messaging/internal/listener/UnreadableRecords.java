package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.internal.failure.FailureHandler;
import dev.avenant.messaging.internal.failure.PartitionPausedException;
import dev.avenant.messaging.internal.inbox.Origin;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a consumer past what it cannot read: it fetches the bytes again for a while, then leaves a dead letter that names
 * the place and goes on behind it. Of a damaged batch each record has its own dead letter, since nobody knows where the
 * batch ends; the first one alone is waited for.
 */
final class UnreadableRecords {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecords.class);

    private final FailureHandler failures;
    private final String replaySuffix;
    private final Map<TopicPartition, Long> behindTheLast = new ConcurrentHashMap<>();

    UnreadableRecords(FailureHandler failures, String group) {
        this.failures = failures;
        this.replaySuffix = DeadLetterTopic.of("t", group).replayTopic().substring(1);
    }

    /** How long the partition is to wait until it is read again; empty when the consumer is past the record. */
    Optional<Duration> handle(UnreadableRecord place, Consumer<?, ?> consumer) {
        TopicPartition partition = place.partition();
        boolean isKnown = Long.valueOf(place.offset()).equals(behindTheLast.get(partition));
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(partition.topic(), partition.partition(), place.offset(), null, null);
        try {
            failures.handle(record, Origin.of(record, subscribed(partition.topic())), place.failure(isKnown));
        } catch (PartitionPausedException paused) {
            fetchAgain(partition, place.offset(), consumer);
            return Optional.of(paused.pause());
        }
        skip(partition, place.offset() + 1, consumer);
        return Optional.empty();
    }

    private String subscribed(String topic) {
        return topic.endsWith(replaySuffix) ? topic.substring(0, topic.length() - replaySuffix.length()) : topic;
    }

    private void skip(TopicPartition partition, long next, Consumer<?, ?> consumer) {
        behindTheLast.put(partition, next);
        consumer.seek(partition, next);
        try {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(next)));
        } catch (KafkaException failed) {
            LOG.atWarn()
                    .addKeyValue("partition", partition)
                    .addKeyValue("offset", next)
                    .log("The place behind a record that cannot be read is not committed yet: {}", failed.toString());
        }
    }

    /**
     * A consumer keeps the bytes that it could not read, whatever becomes of them at the broker. It lets go of them when
     * it looks for another offset, with every other partition held back meanwhile.
     */
    private static void fetchAgain(TopicPartition partition, long offset, Consumer<?, ?> consumer) {
        Set<TopicPartition> others = new HashSet<>(consumer.assignment());
        others.removeAll(consumer.paused());
        others.remove(partition);
        consumer.pause(others);
        consumer.seek(partition, offset + 1);
        try {
            ConsumerRecords<?, ?> early = consumer.poll(Duration.ZERO);
            early.partitions()
                    .forEach(other ->
                            goBack(consumer, other, early.records(other).get(0).offset()));
        } catch (KafkaException alsoUnreadable) {
            LOG.atDebug().log("What is behind the record cannot be read either: {}", alsoUnreadable.toString());
        } finally {
            goBack(consumer, partition, offset);
            others.retainAll(consumer.assignment());
            consumer.resume(others);
        }
    }

    private static void goBack(Consumer<?, ?> consumer, TopicPartition partition, long offset) {
        if (consumer.assignment().contains(partition)) {
            consumer.seek(partition, offset);
        }
    }
}
