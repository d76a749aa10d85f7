package dev.avenant.operations;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes clients of Kafka that do not wait longer than they are told. */
public final class KafkaClients {
    private static final int LARGEST_REQUEST_BYTES = 64 * 1024 * 1024;

    private KafkaClients() {}

    /**
     * A client for administration. What is asked of it is waited for one by one, so that closing it waits for nothing.
     *
     * @param settings how to reach Kafka, by Kafka's names
     * @param timeout how long one answer may take
     */
    public static Admin admin(Map<String, ?> settings, Duration timeout) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        return new ImpatientAdmin(all);
    }

    /** A producer of records that are waited for one by one, so that closing it waits for nothing. */
    public static Producer<byte[], byte[]> producer(Map<String, ?> settings, Duration timeout) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
        all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new ImpatientProducer(all);
    }

    /** The same for records as large as any that a dead-letter topic holds, compressed as they are there. */
    public static Producer<byte[], byte[]> replayProducer(Map<String, ?> settings, Duration timeout) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST_BYTES);
        all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST_REQUEST_BYTES);
        all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
        return producer(all, timeout);
    }

    /** Kafka's own waits, without an end, for what a server that takes connections never answers. */
    private static final class ImpatientAdmin extends ForwardingAdmin {
        ImpatientAdmin(Map<String, Object> settings) {
            super(settings);
        }

        @Override
        public void close() {
            close(Duration.ZERO);
        }
    }

    private static final class ImpatientProducer extends KafkaProducer<byte[], byte[]> {
        ImpatientProducer(Map<String, Object> settings) {
            super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void close() {
            close(Duration.ZERO);
        }
    }
}
