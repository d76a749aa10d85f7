package dev.avenant.messaging.internal.listener;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.avenant.messaging.api.DeadLetterHeaders;
import dev.avenant.messaging.api.DeadLetterTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Publishes records that cannot be handled on {@code <topic>.<group>.dlt}: key, bytes, timestamp and headers as they were,
 * with fresh headers that say why. Returns only when Kafka has the record, so that the offset behind it may be committed.
 */
final class DeadLetterPublisher implements AutoCloseable {

    private static final Duration SEND_TIMEOUT = Duration.ofSeconds(60);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final String group;
    private final Clock clock;
    private @Nullable Producer<byte[], byte[]> producer;

    DeadLetterPublisher(Supplier<Producer<byte[], byte[]>> producers, String group, Clock clock) {
        this.producers = producers;
        this.group = group;
        this.clock = clock;
    }

    /**
     * Publishes the dead letter.
     *
     * @throws DeadLetterNotStoredException if Kafka did not take it; the record must be tried again
     */
    void publish(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        String topic = DeadLetterTopic.of(origin.topic(), group).name();
        try {
            Producer<byte[], byte[]> current = producer();
            int partitions = current.partitionsFor(topic).size();
            ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                    topic,
                    origin.partition() % partitions,
                    origin.timestamp() < 0 ? null : origin.timestamp(),
                    record.key(),
                    record.value(),
                    headers(record, origin, failure));
            current.send(letter).get(SEND_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new DeadLetterNotStoredException(topic, failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException | RuntimeException failed) {
            throw new DeadLetterNotStoredException(topic, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeadLetterNotStoredException(topic, interrupted);
        }
    }

    private Headers headers(ConsumerRecord<byte[], byte[]> record, Origin origin, Failure failure) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!DeadLetterHeaders.isName(header.key())) {
                headers.add(header);
            }
        }
        add(headers, DeadLetterHeaders.TOPIC, origin.topic());
        if (origin.topicId() != null) {
            add(headers, DeadLetterHeaders.TOPIC_ID, origin.topicId());
        }
        add(headers, DeadLetterHeaders.PARTITION, String.valueOf(origin.partition()));
        add(headers, DeadLetterHeaders.OFFSET, String.valueOf(origin.offset()));
        add(headers, DeadLetterHeaders.TIMESTAMP, String.valueOf(origin.timestamp()));
        add(headers, DeadLetterHeaders.GROUP, group);
        add(headers, DeadLetterHeaders.CATEGORY, failure.category());
        add(headers, DeadLetterHeaders.EXCEPTION, failure.cause().getClass().getName());
        add(headers, DeadLetterHeaders.MESSAGE, failure.message());
        add(headers, DeadLetterHeaders.FAILED_AT, clock.instant().toString());
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
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
