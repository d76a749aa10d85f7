package dev.avenant.operations;

import dev.avenant.messaging.api.TopicReader;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaFuture;

/**
 * How whoever calls these operations reaches Kafka, and what they throw when it does not answer. No client joins a
 * consumer group.
 */
public interface KafkaAccess {

    /** A new client, which the caller closes. */
    Admin admin();

    /** A new reader, which the caller closes. */
    TopicReader reader();

    /** For records as large as any that a dead-letter topic holds; the caller closes it. */
    Producer<byte[], byte[]> replayProducer();

    /** The answer; otherwise an exception of the implementation that says what Kafka said. */
    <T> T answer(KafkaFuture<T> future);

    /** The brokers, for messages. */
    String bootstrapServers();
}
