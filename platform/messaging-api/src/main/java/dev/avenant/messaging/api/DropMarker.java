package dev.avenant.messaging.api;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Says on a dead-letter topic, to whoever reads it, that somebody decided never to handle a dead letter's record: a record
 * in the letter's partition, with its key and without a value.
 *
 * @param id which record it is, as its letters say it
 * @param attempt the number of the letter that was dropped; a later one is not
 * @param reason why
 * @param at when
 * @param by who decided so; null when nobody knows
 */
public record DropMarker(
        UUID id,
        int attempt,
        String reason,
        Instant at,
        @Nullable String by) {

    /** Whether a record of a dead-letter topic is such a marker, and no dead letter. */
    public static boolean isMarker(ConsumerRecord<byte[], byte[]> record) {
        return record.headers().lastHeader(DeadLetterHeaders.DROPPED) != null;
    }

    /** What the record says; empty when it is no marker, or does not say which letter it means. */
    public static Optional<DropMarker> read(ConsumerRecord<byte[], byte[]> record) {
        Headers headers = record.headers();
        Optional<String> reason = DeadLetterHeaders.text(headers, DeadLetterHeaders.DROPPED);
        Optional<UUID> id =
                DeadLetterHeaders.text(headers, DeadLetterHeaders.ID).flatMap(DeadLetter::uuid);
        if (reason.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DropMarker(
                id.get(),
                new DeadLetter(record).attempt(),
                reason.get(),
                DeadLetterHeaders.text(headers, DeadLetterHeaders.DROPPED_AT)
                        .flatMap(DropMarker::time)
                        .orElse(Instant.ofEpochMilli(Math.max(0, record.timestamp()))),
                DeadLetterHeaders.text(headers, DeadLetterHeaders.DROPPED_BY).orElse(null)));
    }

    /**
     * The record to put on the dead-letter topic.
     *
     * @param deadLetters the name of that topic
     * @param partition the letter's
     * @param key the letter's
     */
    public ProducerRecord<byte[], byte[]> record(String deadLetters, int partition, byte @Nullable [] key) {
        RecordHeaders headers = new RecordHeaders();
        DeadLetterHeaders.add(headers, DeadLetterHeaders.ID, id.toString());
        DeadLetterHeaders.add(headers, DeadLetterHeaders.ATTEMPT, String.valueOf(attempt));
        DeadLetterHeaders.add(headers, DeadLetterHeaders.DROPPED, reason);
        DeadLetterHeaders.add(headers, DeadLetterHeaders.DROPPED_AT, at.toString());
        if (by != null) {
            DeadLetterHeaders.add(headers, DeadLetterHeaders.DROPPED_BY, by);
        }
        return new ProducerRecord<>(deadLetters, partition, key, null, headers);
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notATime) {
            return Optional.empty();
        }
    }
}
