package dev.avenant.serde.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes values of one schema. */
abstract class ValueWriter {

    /** Writes a value; throws what Avro's own writer would for a value that does not fit. */
    abstract void write(@Nullable Object value, AvroOutput out) throws IOException;
}
