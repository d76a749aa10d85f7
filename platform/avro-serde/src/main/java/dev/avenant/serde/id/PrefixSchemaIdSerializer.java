package dev.avenant.serde.id;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The magic byte 0 and the id of four bytes before the payload: what every consumer understands. */
public final class PrefixSchemaIdSerializer implements SchemaIdSerializer {

    @Override
    public byte[] serialize(String topic, boolean isKey, @Nullable Headers headers, byte[] payload, SchemaId schemaId) {
        Integer id = schemaId.id();
        if (id == null) {
            throw new SerializationException("The registry gives no id for schema " + schemaId
                    + ", which is known by its GUID alone. Use the HeaderSchemaIdSerializer, or set use.schema.id");
        }
        return ByteBuffer.allocate(1 + Integer.BYTES + payload.length)
                .put(SchemaId.MAGIC_ID)
                .putInt(id)
                .put(payload)
                .array();
    }
}
