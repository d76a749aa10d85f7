package dev.avenant.messaging.internal.outbox;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * An event as it will be sent, byte for byte.
 *
 * @param id its place in the order of the appends
 */
record OutboxRow(long id, ProducerRecord<byte[], byte[]> record) {

    byte[] key() {
        return record.key();
    }

    /** Of key, payload and the values of the headers. */
    int bytes() {
        byte[] payload = record.value();
        int bytes = key().length + (payload == null ? 0 : payload.length);
        for (Header header : record.headers()) {
            bytes += header.value().length;
        }
        return bytes;
    }
}
