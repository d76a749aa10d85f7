package dev.avenant.messaging.internal.inbox;

import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterId;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where a record was first published. A replayed record says so in the headers that its dead letter got; on the topic
 * itself the same headers are somebody's forgery and mean nothing.
 *
 * @param timestamp in milliseconds since the epoch; negative when the record has none
 * @param topicId Kafka's id of the topic; null as long as nobody asked for it
 */
public record Origin(
        String topic,
        int partition,
        long offset,
        long timestamp,
        @Nullable String topicId) {

    private static final int LENGTH_OF_ID = 22;

    public static Origin of(ConsumerRecord<byte[], byte[]> record, String topic) {
        if (record.topic().equals(topic)) {
            return new Origin(topic, record.partition(), record.offset(), record.timestamp(), null);
        }
        Headers headers = record.headers();
        return new Origin(
                topic,
                (int) DeadLetterHeaders.number(headers, DeadLetterHeaders.PARTITION, Origin::isPartition)
                        .orElse(record.partition()),
                DeadLetterHeaders.number(headers, DeadLetterHeaders.OFFSET, value -> value >= 0)
                        .orElse(record.offset()),
                DeadLetterHeaders.number(headers, DeadLetterHeaders.TIMESTAMP, value -> value >= -1)
                        .orElse(record.timestamp()),
                DeadLetterHeaders.text(headers, DeadLetterHeaders.TOPIC_ID)
                        .filter(Origin::isTopicId)
                        .orElse(null));
    }

    private static boolean isPartition(long number) {
        return number >= 0 && number <= Integer.MAX_VALUE;
    }

    private static boolean isTopicId(String text) {
        return text.length() == LENGTH_OF_ID && text.chars().noneMatch(Character::isISOControl);
    }

    Origin withTopicId(String id) {
        return new Origin(topic, partition, offset, timestamp, id);
    }

    /** The identity of the dead letters that the record has for that group. */
    public UUID idFor(String group) {
        return DeadLetterId.of(group, topic, partition, offset, timestamp);
    }

    /** The identity of a message that brings none: its first place in the log, and the id of the topic. */
    public String place() {
        return formerPlace() + "/" + topicId;
    }

    /** What the place was before it had the topic's id. */
    public String formerPlace() {
        return topic + "/" + partition + "/" + offset;
    }
}
