package dev.avenant.messaging.internal.outbox;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * An event as the outbox keeps it, byte for byte.
 *
 * @param id its {@code ce_id}
 * @param headers its headers, in their order
 * @param record topic, key and payload
 */
record OutboxMessage(String id, Map<String, byte[]> headers, ProducerRecord<byte[], byte[]> record) {

    String topic() {
        return record.topic();
    }

    byte[] key() {
        return record.key();
    }

    /** Null for a tombstone. */
    byte @Nullable [] payload() {
        return record.value();
    }

    /** What it takes on the topic, headers included. */
    int bytes() {
        byte[] payload = payload();
        int bytes = key().length + (payload == null ? 0 : payload.length);
        for (Map.Entry<String, byte[]> header : headers.entrySet()) {
            bytes += header.getKey().length() + header.getValue().length;
        }
        return bytes;
    }
}
