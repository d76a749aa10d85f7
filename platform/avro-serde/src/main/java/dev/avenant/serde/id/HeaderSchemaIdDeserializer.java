package dev.avenant.serde.id;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The GUID in a record header. */
public final class HeaderSchemaIdDeserializer implements SchemaIdDeserializer {

    @Override
    public Found deserialize(String topic, boolean isKey, @Nullable Headers headers, byte[] payload) {
        byte[] value = valueIn(headers, isKey);
        if (value == null) {
            throw new IllegalArgumentException("The header " + SchemaIdHeaders.nameFor(isKey) + " is missing");
        }
        return new Found(SchemaId.read(ByteBuffer.wrap(value)), 0);
    }

    static byte @Nullable [] valueIn(@Nullable Headers headers, boolean isKey) {
        Header header = headers == null ? null : headers.lastHeader(SchemaIdHeaders.nameFor(isKey));
        return header == null ? null : header.value();
    }
}
