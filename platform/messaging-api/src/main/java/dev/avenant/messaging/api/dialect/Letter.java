package dev.avenant.messaging.api.dialect;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterId;
import dev.avenant.messaging.api.DropMarker;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter of any dialect.
 *
 * @param record the record as the dead-letter topic holds it
 * @param dialect who wrote it
 * @param report what it says
 */
public record Letter(ConsumerRecord<byte[], byte[]> record, LetterDialect dialect, LetterReport report) {

    /** The letter that this record is in that dialect, whether or not it looks like one. */
    public static Letter of(ConsumerRecord<byte[], byte[]> record, LetterDialect dialect) {
        return new Letter(record, dialect, dialect.read(record));
    }

    /** The letter that this record is; empty when no library made one of it. */
    public static Optional<Letter> of(ConsumerRecord<byte[], byte[]> record) {
        return DeadLetter.isLetter(record)
                ? LetterDialects.of(record.headers()).map(dialect -> of(record, dialect))
                : Optional.empty();
    }

    /** Whether this project's starter wrote it. */
    public boolean isOwn() {
        return dialect == LetterDialects.AVENANT;
    }

    /** The same, as this project's own letter. */
    public DeadLetter deadLetter() {
        return new DeadLetter(record);
    }

    /** Where it lies, as {@code partition:offset}. */
    public String place() {
        return record.partition() + ":" + record.offset();
    }

    /** Which record failed: the same for all letters that it has, and for their replays. */
    public UUID id() {
        LetterReport.Origin origin = report.origin();
        boolean saysSo = record.headers().lastHeader(DeadLetterHeaders.ID) != null;
        if (isOwn() || saysSo) {
            return deadLetter().id();
        }
        return DeadLetterId.of(
                origin.group() == null ? "" : origin.group(),
                origin.topic() == null ? record.topic() : origin.topic(),
                origin.partition() < 0 ? record.partition() : origin.partition(),
                origin.offset() < 0 ? record.offset() : origin.offset(),
                origin.timestamp());
    }

    /**
     * How often the record failed and was replayed, from 1. Other libraries do not count, but keep the headers of the replay
     * that failed.
     */
    public int attempt() {
        boolean isOfReplay = record.headers().lastHeader(DeadLetterHeaders.ATTEMPT) != null;
        int said = deadLetter().attempt();
        return isOwn() || !isOfReplay ? said : Math.min(said, Integer.MAX_VALUE - 1) + 1;
    }

    /** When it failed; when the letter does not say, the letter's own timestamp. */
    public Instant failedAt() {
        Instant said = deadLetter().failedAt();
        return isOwn() && said.isAfter(Instant.EPOCH) ? said : Instant.ofEpochMilli(Math.max(0, record.timestamp()));
    }

    /** What tells it from the other letters of its record, together with the attempt; the epoch in other dialects. */
    Instant stamp() {
        return isOwn() ? deadLetter().failedAt() : Instant.EPOCH;
    }

    /**
     * The record to send to a topic so that whoever reads it handles it again: as it was before it failed, but with the
     * letter's id and attempt, so that it is known as a replay when it fails again.
     *
     * @param topic where to
     * @param partition into which partition; null leaves it to the key
     */
    public ProducerRecord<byte[], byte[]> replayTo(String topic, @Nullable Integer partition) {
        Headers headers = LetterHeaders.without(dialect.original(record.headers()), DeadLetterHeaders::isName);
        if (isOwn()) {
            DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.FAILED_AT)
                    .ifPresent(at -> DeadLetterHeaders.add(headers, DeadLetterHeaders.FAILED_AT, at));
        }
        return new ProducerRecord<>(topic, partition, record.key(), record.value(), identified(headers));
    }

    /** What to send to the dead-letter topic to say that the record never will be handled. */
    public ProducerRecord<byte[], byte[]> dropped(String reason, String by, Clock clock) {
        return new DropMarker(id(), attempt(), reason, clock.instant(), by)
                .record(record.topic(), record.partition(), record.key());
    }

    private Headers identified(Headers headers) {
        DeadLetterHeaders.add(headers, DeadLetterHeaders.ID, id().toString());
        DeadLetterHeaders.add(headers, DeadLetterHeaders.ATTEMPT, String.valueOf(attempt()));
        return headers;
    }
}
