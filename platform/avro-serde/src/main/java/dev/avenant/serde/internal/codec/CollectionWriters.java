package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writers of arrays and maps, in one block each. */
final class CollectionWriters {

    private CollectionWriters() {}

    static final class Array extends ValueWriter {
        private final ValueWriter element;

        Array(ValueWriter element) {
            this.element = element;
        }

        @Override
        void writeOther(@Nullable Object value, AvroOutput out) throws IOException {
            Collection<?> elements = (Collection<?>) SimpleWriters.required(value, "array");
            int size = elements.size();
            out.setItemCount(size);
            int written = 0;
            try {
                if (elements instanceof List<?> list) {
                    for (; written < size; written++) {
                        element.write(list.get(written), out);
                    }
                } else {
                    for (Object each : elements) {
                        element.write(each, out);
                        written++;
                    }
                }
            } catch (FieldPathException fault) {
                throw fault.under("[" + written + "]");
            } catch (RuntimeException fault) {
                throw new FieldPathException("[" + written + "]", fault);
            }
            if (written != size || elements.size() != size) {
                throw new ConcurrentModificationException("An array changed while it was written: it had " + size
                        + " elements and then " + elements.size());
            }
            out.writeArrayEnd();
        }
    }

    static final class Dictionary extends ValueWriter {
        private final ValueWriter values;

        Dictionary(ValueWriter values) {
            this.values = values;
        }

        @Override
        void writeOther(@Nullable Object value, AvroOutput out) throws IOException {
            Map<?, ?> map = (Map<?, ?>) SimpleWriters.required(value, "map");
            int size = map.size();
            out.setItemCount(size);
            // Not by an iterator over the entries, which would cost an object or two for each map.
            EntryWriter entries = out.takeEntryWriter();
            entries.begin(values, out);
            map.forEach(entries);
            int written = entries.end();
            out.giveBack(entries);
            if (written != size) {
                throw new ConcurrentModificationException(
                        "A map changed while it was written: it had " + size + " entries and then " + written);
            }
            out.writeMapEnd();
        }
    }
}
