package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

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
        return new Origin(
                topic,
                number(record, DeadLetterHeaders.PARTITION, value -> value >= 0 && value <= Integer.MAX_VALUE)
                        .map(Long::intValue)
                        .orElse(record.partition()),
                number(record, DeadLetterHeaders.OFFSET, value -> value >= 0).orElse(record.offset()),
                number(record, DeadLetterHeaders.TIMESTAMP, value -> value >= -1)
                        .orElse(record.timestamp()));
    }

    /** The identity of a message that brings none: its first place in the log. */
    String place() {
        return topic + "/" + partition + "/" + offset;
    }

    private static Optional<Long> number(ConsumerRecord<byte[], byte[]> record, String name, LongPredicate allowed) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null || header.value().length > 20) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(new String(header.value(), UTF_8))).filter(allowed::test);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
