package dev.avenant.serde.id;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The header when there is one, otherwise the prefix. */
public final class DualSchemaIdDeserializer implements SchemaIdDeserializer {

    private final HeaderSchemaIdDeserializer header = new HeaderSchemaIdDeserializer();
    private final PrefixSchemaIdDeserializer prefix = new PrefixSchemaIdDeserializer();

    @Override
    public Found deserialize(String topic, boolean isKey, @Nullable Headers headers, byte[] payload) {
        return HeaderSchemaIdDeserializer.valueIn(headers, isKey) == null
                ? prefix.deserialize(topic, isKey, headers, payload)
                : header.deserialize(topic, isKey, headers, payload);
    }
}
