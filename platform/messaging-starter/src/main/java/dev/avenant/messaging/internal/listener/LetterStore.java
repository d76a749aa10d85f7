package dev.avenant.messaging.internal.listener;

import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Stores records that cannot be handled on {@code <topic>.<group>.dlt}: key, bytes, timestamp and headers as they were,
 * with fresh headers that say why; in parts if it is too large for one record.
 */
final class LetterStore implements AutoCloseable {

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final String group;
    private final Clock clock;
    private @Nullable Producer<byte[], byte[]> producer;

    LetterStore(Supplier<Producer<byte[], byte[]>> producers, String group, Clock clock) {
        this.producers = producers;
        this.group = group;
        this.clock = clock;
    }

    /** The name of the topic for a record from there. */
    String topicFor(Origin origin) {
        return DeadLetterTopic.of(origin.topic(), group).name();
    }

    /** Returns when Kafka has the letter; blocks for as long as the producer tries. */
    void store(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure)
            throws ExecutionException, InterruptedException {
        String topic = topicFor(origin);
        Producer<byte[], byte[]> current = producer();
        int partitions = current.partitionsFor(topic).size();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic,
                origin.partition() % partitions,
                origin.timestamp() < 0 ? null : origin.timestamp(),
                record.key(),
                record.value(),
                headers(record, origin, failure));
        var unused = new LetterSender(current).send(letter);
    }

    private Headers headers(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!DeadLetterHeaders.isName(header.key())) {
                headers.add(header);
            }
        }
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

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> current = producer;
        if (current == null) {
            current = producers.get();
            producer = current;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
            producer = null;
        }
    }
}
