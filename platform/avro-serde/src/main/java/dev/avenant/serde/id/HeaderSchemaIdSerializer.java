package dev.avenant.serde.id;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The GUID in a record header, and the payload as it is. */
public final class HeaderSchemaIdSerializer implements SchemaIdSerializer {

    @Override
    public byte[] serialize(String topic, boolean isKey, @Nullable Headers headers, byte[] payload, SchemaId schemaId) {
        if (headers == null) {
            throw new SerializationException(
                    "The schema id goes into a header, but serialize was called without headers");
        }
        String name = SchemaIdHeaders.nameFor(isKey);
        headers.remove(name);
        headers.add(name, schemaId.guidBytes());
        return payload;
    }
}
