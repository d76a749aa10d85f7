package dev.avenant.messaging.internal.outbox;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

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

    byte[] payload() {
        return record.value();
    }

    /** What it takes on the topic, headers included. */
    int bytes() {
        int bytes = key().length + payload().length;
        for (Map.Entry<String, byte[]> header : headers.entrySet()) {
            bytes += header.getKey().length() + header.getValue().length;
        }
        return bytes;
    }
}
