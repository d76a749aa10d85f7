package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes the entries of one map after another; used again and again, so that a map costs no object. */
final class EntryWriter implements BiConsumer<Object, @Nullable Object> {

    private @Nullable ValueWriter values;
    private @Nullable AvroOutput out;
    private int written;

    void begin(ValueWriter valueWriter, AvroOutput output) {
        values = valueWriter;
        out = output;
        written = 0;
    }

    /** How many entries were written. */
    int end() {
        values = null;
        out = null;
        return written;
    }

    @Override
    public void accept(Object key, @Nullable Object value) {
        if (values == null || out == null) {
            throw new IllegalStateException("No map is being written");
        }
        try {
            SimpleWriters.STRING.write(key, out);
            values.write(value, out);
            written++;
        } catch (FieldPathException fault) {
            throw fault.under("[" + key + "]");
        } catch (RuntimeException fault) {
            throw new FieldPathException("[" + key + "]", fault);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
