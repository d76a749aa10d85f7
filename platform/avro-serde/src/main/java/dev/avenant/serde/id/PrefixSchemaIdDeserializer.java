package dev.avenant.serde.id;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The id before the payload. */
public final class PrefixSchemaIdDeserializer implements SchemaIdDeserializer {

    @Override
    public Found deserialize(String topic, boolean isKey, @Nullable Headers headers, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        SchemaId schemaId = SchemaId.read(bytes);
        return new Found(schemaId, bytes.position());
    }
}
