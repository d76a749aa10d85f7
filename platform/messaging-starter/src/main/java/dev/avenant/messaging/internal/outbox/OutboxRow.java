package dev.avenant.messaging.internal.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An event as it will be sent, byte for byte.
 *
 * @param id its place in the order of the appends
 */
record OutboxRow(long id, ProducerRecord<byte[], byte[]> record) {

    byte[] key() {
        return record.key();
    }

    /** Of key and payload. */
    int bytes() {
        byte[] payload = record.value();
        return key().length + (payload == null ? 0 : payload.length);
    }
}
