package dev.avenant.serde.internal.deserialization;

import dev.avenant.serde.id.SchemaId;
import dev.avenant.serde.internal.codec.AvroInput;
import dev.avenant.serde.internal.codec.RecordCodec;
import java.io.IOException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to read the records of one schema id in one topic, which decides their subject and its context.
 *
 * @param prefix the id as a number; -1 when only the GUID is known
 */
public record ResolvedReader(
        String topic,
        SchemaId schemaId,
        int prefix,
        @Nullable String subject,
        Schema writer,
        Schema reader,
        RecordCodec.Reader decoder) {

    /** Top-level bytes are all that is left. */
    public static final RecordCodec.Reader RAW_BYTES = ResolvedReader::readRaw;

    private static byte[] readRaw(AvroInput in) throws IOException {
        byte[] bytes = new byte[in.remaining()];
        in.readFixed(bytes, 0, bytes.length);
        return bytes;
    }
}
