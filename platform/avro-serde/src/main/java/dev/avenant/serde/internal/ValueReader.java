package dev.avenant.serde.internal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads values that one schema wrote as values of another. */
@FunctionalInterface
interface ValueReader {

    @Nullable
    Object read(AvroInput in) throws IOException;
}
