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
}
