package dev.avenant.serde.internal.serialization;

import dev.avenant.serde.id.SchemaId;
import dev.avenant.serde.internal.codec.AvroOutput;
import dev.avenant.serde.internal.codec.RecordCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to write values of one schema to one topic.
 *
 * @param schema the registered schema that the bytes will be of
 * @param prefix the id before the payload; unused where a header carries it
 */
public record ResolvedWriter(
        @Nullable String subject, SchemaId schemaId, int prefix, Schema schema, RecordCodec.Writer writer) {

    /** Top-level bytes go out as they are, without a length. */
    public static final RecordCodec.Writer RAW_BYTES = ResolvedWriter::writeRaw;

    private static void writeRaw(@Nullable Object value, AvroOutput out) throws IOException {
        if (value instanceof byte[] bytes) {
            out.writeFixed(bytes, 0, bytes.length);
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            out.writeFixed(bytes, 0, bytes.length);
        } else {
            throw new SerializationException("Unrecognized bytes object of type: "
                    + (value == null ? "null" : value.getClass().getName()));
        }
    }
}
