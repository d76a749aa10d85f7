package dev.avenant.serde.internal;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Readers of arrays and maps. */
final class CollectionReaders {

    private static final int FIRST_CAPACITY_AT_MOST = 1024;

    private CollectionReaders() {}

    static final class Array implements ValueReader {
        private final Schema schema;
        private final GenericData data;
        private final ValueReader element;
        private final int smallestElement;

        Array(Schema schema, GenericData data, ValueReader element, int smallestElement) {
            this.schema = schema;
            this.data = data;
            this.element = element;
            this.smallestElement = smallestElement;
        }

        @Override
        public Object read(AvroInput in) throws IOException {
            int count = in.readBlock(smallestElement);
            @SuppressWarnings("unchecked")
            Collection<@Nullable Object> array =
                    (Collection<@Nullable Object>) data.newArray(null, Math.min(count, FIRST_CAPACITY_AT_MOST), schema);
            while (count > 0) {
                for (int i = 0; i < count; i++) {
                    array.add(elementOf(in, array.size()));
                }
                count = in.readBlock(smallestElement);
            }
            return array;
        }

        private @Nullable Object elementOf(AvroInput in, int index) throws IOException {
            try {
                return element.read(in);
            } catch (FieldFault fault) {
                throw fault.under("[" + index + "]");
            } catch (RuntimeException | IOException fault) {
                throw new FieldFault("[" + index + "]", fault);
            }
        }
    }

    static final class Dictionary implements ValueReader {
        private final ValueReader keys;
        private final ValueReader values;
        private final int smallestEntry;

        Dictionary(ValueReader keys, ValueReader values, int smallestEntry) {
            this.keys = keys;
            this.values = values;
            this.smallestEntry = smallestEntry;
        }

        @Override
        public Object read(AvroInput in) throws IOException {
            int count = in.readBlock(smallestEntry);
            Map<Object, @Nullable Object> map = new HashMap<>(Math.min(count, FIRST_CAPACITY_AT_MOST));
            while (count > 0) {
                for (int i = 0; i < count; i++) {
                    Object key = SimpleWriters.required(keys.read(in), "map key");
                    map.put(key, valueOf(in, key));
                }
                count = in.readBlock(smallestEntry);
            }
            return map;
        }

        private @Nullable Object valueOf(AvroInput in, Object key) throws IOException {
            try {
                return values.read(in);
            } catch (FieldFault fault) {
                throw fault.under("[" + key + "]");
            } catch (RuntimeException | IOException fault) {
                throw new FieldFault("[" + key + "]", fault);
            }
        }
    }
}
