package dev.avenant.serde.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads values that one schema wrote as values of another. */
abstract class ValueReader {

    abstract @Nullable Object read(AvroInput in) throws IOException;
}
