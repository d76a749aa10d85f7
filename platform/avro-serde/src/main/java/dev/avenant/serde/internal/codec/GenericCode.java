package dev.avenant.serde.internal.codec;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The code for the generic records of one schema. It is made when some have been written, and not before: some programs come
 * with a schema of its own for each record, and making code takes longer than writing a thousand.
 */
final class GenericCode {

    static final int WRITTEN_BEFORE = 1_000;

    private final Schema schema;
    private final ValueWriter[] fields;
    /** Threads that count at once make it a few records later. */
    private int written;

    private volatile RecordCodec.@Nullable Writer made;

    GenericCode(Schema schema, ValueWriter[] fields) {
        this.schema = schema;
        this.fields = fields;
    }

    /** What writes the next record, which holds the fields of the schema in their order; null when it is not made. */
    RecordCodec.@Nullable Writer writer() {
        if (written < WRITTEN_BEFORE) {
            written++;
            if (written == WRITTEN_BEFORE) {
                made = GenericWriter.of(schema, fields);
            }
        }
        return made;
    }
}
