package dev.avenant.serde.id;

import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Puts the id of a schema into a record. */
public interface SchemaIdSerializer extends Configurable {

    /**
     * Answers the bytes to send.
     *
     * @param headers the record's headers, which may be added to; null when the caller has none
     * @param payload the encoded value without any id
     * @throws org.apache.kafka.common.errors.SerializationException when there is no place for the id, or no id
     */
    byte[] serialize(String topic, boolean isKey, @Nullable Headers headers, byte[] payload, SchemaId schemaId);

    @Override
    default void configure(Map<String, ?> settings) {}
}
