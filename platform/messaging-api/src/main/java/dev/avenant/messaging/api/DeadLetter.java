package dev.avenant.messaging.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of a dead-letter topic: key, bytes and headers as they were published, and headers that say why the record is
 * here.
 *
 * @param record the record as the dead-letter topic holds it
 */
public record DeadLetter(ConsumerRecord<byte[], byte[]> record) {

    /** The number of its partition in the dead-letter topic. */
    public int partition() {
        return record.partition();
    }

    /** Its offset in the dead-letter topic. */
    public long offset() {
        return record.offset();
    }

    /** The key as text; null when the record has none. */
    public @Nullable String key() {
        byte[] key = record.key();
        return key == null ? null : DeadLetterHeaders.text(key);
    }

    /**
     * Whether a record of a dead-letter topic is a dead letter, and not one of the parts that a large one before it in the
     * log was cut into.
     */
    public static boolean isLetter(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(DeadLetterHeaders.PART) == null;
    }

    /** The bytes of the value; null for a tombstone, and nothing when they are in {@link #parts()}. */
    public byte @Nullable [] value() {
        return record.value();
    }

    /** How many bytes the record's value has, wherever they are; -1 for a tombstone. */
    public long size() {
        byte[] value = record.value();
        long here = value == null ? -1 : value.length;
        return parts().isEmpty()
                ? here
                : DeadLetterHeaders.number(record.headers(), DeadLetterHeaders.SIZE, size -> size >= -1)
                        .orElse(here);
    }

    /**
     * Where in the dead-letter topic the whole record is when it was too large for one record, otherwise empty.
     * {@link TopicReader#parts} reads it.
     */
    public Optional<LetterParts> parts() {
        return DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.PARTS).flatMap(LetterParts::parse);
    }

    /** The kind of failure, such as {@code NOT_AVRO}; empty when nobody said. */
    public Optional<String> category() {
        return DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.CATEGORY);
    }

    /** What says why the record is here, by the names of {@link DeadLetterHeaders} without their prefix, in order. */
    public Map<String, String> reasons() {
        return headers(true, DeadLetterHeaders.PREFIX.length());
    }

    /** The headers that the record came with, in order; the last one of a name counts. */
    public Map<String, String> originalHeaders() {
        return headers(false, 0);
    }

    /**
     * The record to put on the replay topic so that the group handles it again: with all headers, since the group reads
     * in them where the record was published first.
     */
    public ProducerRecord<byte[], byte[]> replay() {
        String topic = new DeadLetterTopic(record.topic()).replayTopic();
        return new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
    }

    private Map<String, String> headers(boolean thatSayWhy, int from) {
        Map<String, String> found = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            if (DeadLetterHeaders.isName(header.key()) == thatSayWhy) {
                found.put(header.key().substring(from), DeadLetterHeaders.text(header.value()));
            }
        }
        return found;
    }
}
