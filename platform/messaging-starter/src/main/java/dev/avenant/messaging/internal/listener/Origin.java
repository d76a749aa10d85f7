package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.api.DeadLetterHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Where a record was first published. A replayed record says so in the headers that its dead letter got; on the topic
 * itself the same headers are somebody's forgery and mean nothing.
 *
 * @param timestamp in milliseconds since the epoch; negative when the record has none
 */
record Origin(String topic, int partition, long offset, long timestamp) {

    static Origin of(ConsumerRecord<byte[], byte[]> record, String topic) {
        if (record.topic().equals(topic)) {
            return new Origin(topic, record.partition(), record.offset(), record.timestamp());
        }
        Headers headers = record.headers();
        return new Origin(
                topic,
                (int) DeadLetterHeaders.number(headers, DeadLetterHeaders.PARTITION, Origin::isPartition)
                        .orElse(record.partition()),
                DeadLetterHeaders.number(headers, DeadLetterHeaders.OFFSET, value -> value >= 0)
                        .orElse(record.offset()),
                DeadLetterHeaders.number(headers, DeadLetterHeaders.TIMESTAMP, value -> value >= -1)
                        .orElse(record.timestamp()));
    }

    private static boolean isPartition(long number) {
        return number >= 0 && number <= Integer.MAX_VALUE;
    }

    /** The identity of a message that brings none: its first place in the log. */
    String place() {
        return topic + "/" + partition + "/" + offset;
    }
}
