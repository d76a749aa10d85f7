package dev.avenant.serde.id;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The magic byte 0 and the id of four bytes before the payload: what every consumer understands. */
public final class PrefixSchemaIdSerializer implements SchemaIdSerializer {

    @Override
    public byte[] serialize(String topic, boolean isKey, @Nullable Headers headers, byte[] payload, SchemaId schemaId) {
        return ByteBuffer.allocate(1 + Integer.BYTES + payload.length)
                .put(SchemaId.MAGIC_ID)
                .putInt(Objects.requireNonNull(schemaId.id(), "the id of the schema"))
                .put(payload)
                .array();
    }
}
