package dev.avenant.messaging.internal.failure;

import dev.avenant.messaging.api.DeadLetter;
import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterTopic;
import dev.avenant.messaging.internal.deadletters.LetterProducer;
import dev.avenant.messaging.internal.deadletters.LetterSender;
import dev.avenant.messaging.internal.inbox.Origin;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;

/**
 * Stores records that cannot be handled on {@code <topic>.<group>.dlt}: key, bytes, timestamp and headers as they were,
 * with fresh headers that say why; in parts if it is too large for one record.
 */
final class LetterStore {

    private final LetterProducer producer;
    private final String group;
    private final Clock clock;

    LetterStore(LetterProducer producer, String group, Clock clock) {
        this.producer = producer;
        this.group = group;
        this.clock = clock;
    }

    /** The name of the topic for a record from there. */
    String topicFor(Origin origin) {
        return DeadLetterTopic.of(origin.topic(), group).name();
    }

    /** The identity that the letters of a record from there have. */
    UUID idOf(Origin origin) {
        return origin.idFor(group);
    }

    /** Returns the letter when Kafka has it; blocks for as long as the producer tries. */
    DeadLetter store(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure)
            throws ExecutionException, InterruptedException {
        String topic = topicFor(origin);
        Producer<byte[], byte[]> current = producer.get();
        int partitions = current.partitionsFor(topic).size();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic,
                origin.partition() % partitions,
                origin.timestamp() < 0 ? null : origin.timestamp(),
                record.key(),
                record.value(),
                headers(record, origin, failure));
        RecordMetadata place = new LetterSender(current).send(letter);
        return new DeadLetter(new ConsumerRecord<>(
                topic,
                place.partition(),
                place.offset(),
                place.timestamp(),
                TimestampType.CREATE_TIME,
                place.serializedKeySize(),
                place.serializedValueSize(),
                letter.key(),
                letter.value(),
                letter.headers(),
                Optional.empty()));
    }

    private Headers headers(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        Headers headers = LetterSender.original(record.headers());
        DeadLetterHeaders.add(headers, DeadLetterHeaders.ID, idOf(origin).toString());
        DeadLetterHeaders.add(headers, DeadLetterHeaders.ATTEMPT, String.valueOf(attempt(record, origin)));
        DeadLetterHeaders.add(headers, DeadLetterHeaders.TOPIC, origin.topic());
        if (origin.topicId() != null) {
            DeadLetterHeaders.add(headers, DeadLetterHeaders.TOPIC_ID, origin.topicId());
        }
        DeadLetterHeaders.add(headers, DeadLetterHeaders.PARTITION, String.valueOf(origin.partition()));
        DeadLetterHeaders.add(headers, DeadLetterHeaders.OFFSET, String.valueOf(origin.offset()));
        DeadLetterHeaders.add(headers, DeadLetterHeaders.TIMESTAMP, String.valueOf(origin.timestamp()));
        DeadLetterHeaders.add(headers, DeadLetterHeaders.GROUP, group);
        DeadLetterHeaders.add(headers, DeadLetterHeaders.CATEGORY, failure.category());
        DeadLetterHeaders.add(
                headers, DeadLetterHeaders.EXCEPTION, failure.cause().getClass().getName());
        DeadLetterHeaders.add(headers, DeadLetterHeaders.MESSAGE, failure.message());
        DeadLetterHeaders.add(
                headers, DeadLetterHeaders.FAILED_AT, clock.instant().toString());
        return headers;
    }

    /** One more than the letter that was replayed says; on the topic itself nothing that a record says counts. */
    private static int attempt(ConsumerRecord<byte[], byte[]> record, Origin origin) {
        boolean isReplay = !record.topic().equals(origin.topic());
        return isReplay ? Math.min(new DeadLetter(record).attempt(), Integer.MAX_VALUE - 1) + 1 : 1;
    }
}
