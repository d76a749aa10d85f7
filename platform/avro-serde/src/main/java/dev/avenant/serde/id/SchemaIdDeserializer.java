package dev.avenant.serde.id;

import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Finds the id of the schema in a record. */
public interface SchemaIdDeserializer extends Configurable {

    /**
     * Answers the id and where the encoded value begins.
     *
     * @param headers the record's headers; null when the caller has none
     * @throws IllegalArgumentException when the first byte announces nothing known
     * @throws java.nio.BufferUnderflowException when the bytes end before the id does
     */
    Found deserialize(String topic, boolean isKey, @Nullable Headers headers, byte[] payload);

    @Override
    default void configure(Map<String, ?> settings) {}

    /**
     * What was found.
     *
     * @param offset the first byte of the encoded value
     */
    record Found(SchemaId schemaId, int offset) {}
}
