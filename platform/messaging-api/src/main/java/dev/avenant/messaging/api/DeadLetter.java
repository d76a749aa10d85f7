package dev.avenant.messaging.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
     * Whether a record of a dead-letter topic is a dead letter, and neither one of the parts that a large one before it in
     * the log was cut into nor the marker of one that was dropped.
     */
    public static boolean isLetter(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(DeadLetterHeaders.PART) == null && !DropMarker.isMarker(record);
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

    /**
     * Which record it is: the same for all letters that it has, and for their replays. Of a letter from before letters said
     * so it is found in where the record was published first.
     */
    public UUID id() {
        return DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.ID)
                .flatMap(DeadLetter::uuid)
                .orElseGet(() -> DeadLetterId.of(
                        DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.GROUP)
                                .orElse(""),
                        DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.TOPIC)
                                .orElse(record.topic()),
                        (int) number(DeadLetterHeaders.PARTITION, Integer.MAX_VALUE, record.partition()),
                        number(DeadLetterHeaders.OFFSET, Long.MAX_VALUE, record.offset()),
                        number(DeadLetterHeaders.TIMESTAMP, Long.MAX_VALUE, -1)));
    }

    /** How often the record failed and was replayed, from 1; also 1 of a letter from before letters said so. */
    public int attempt() {
        return (int) Math.max(1, number(DeadLetterHeaders.ATTEMPT, Integer.MAX_VALUE, 1));
    }

    /** When it failed; the epoch when nobody said. */
    public Instant failedAt() {
        try {
            return DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.FAILED_AT)
                    .map(Instant::parse)
                    .orElse(Instant.EPOCH);
        } catch (DateTimeParseException notATime) {
            return Instant.EPOCH;
        }
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

    static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private long number(String header, long largest, long otherwise) {
        return DeadLetterHeaders.number(record.headers(), header, value -> value >= 0 && value <= largest)
                .orElse(otherwise);
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
