package dev.avenant.serde.internal.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads values that one schema wrote as values of another. A class, since a call by an interface costs more. */
abstract class ValueReader implements RecordCodec.Reader {

    /** A reader that takes this step. */
    static ValueReader of(Step step) {
        return new ValueReader() {
            @Override
            @Nullable
            public Object read(AvroInput in) throws IOException {
                return step.read(in);
            }
        };
    }

    /** One way to read a value. */
    @FunctionalInterface
    interface Step {
        @Nullable
        Object read(AvroInput in) throws IOException;
    }
}
