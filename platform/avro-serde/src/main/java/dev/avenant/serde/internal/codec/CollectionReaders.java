package dev.avenant.serde.internal.codec;

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

    static final class Array extends ValueReader {
        private final Schema schema;
        private final GenericData data;
        private final ValueReader element;
        private final int smallestElement;
        private final boolean isPlain;

        Array(Schema schema, GenericData data, ValueReader element, int smallestElement) {
            this.schema = schema;
            this.data = data;
            this.element = element;
            this.smallestElement = smallestElement;
            this.isPlain = data.newArray(null, 0, schema).getClass() == GenericData.Array.class;
        }

        @Override
        public Object read(AvroInput in) throws IOException {
            int count = in.readBlock(smallestElement);
            Collection<@Nullable Object> array = newArray(Math.min(count, FIRST_CAPACITY_AT_MOST));
            while (count > 0) {
                readBlock(array, count, in);
                count = in.readBlock(smallestElement);
            }
            return array;
        }

        /** What the data model would make, which finds out for each array what kind of array suits the schema. */
        @SuppressWarnings("unchecked")
        private Collection<@Nullable Object> newArray(int capacity) {
            return isPlain
                    ? new GenericData.Array<>(capacity, schema)
                    : (Collection<@Nullable Object>) data.newArray(null, capacity, schema);
        }

        private void readBlock(Collection<@Nullable Object> array, int count, AvroInput in) throws IOException {
            try {
                if (element == PrimitiveReaders.JAVA_STRING) {
                    for (int i = 0; i < count; i++) {
                        array.add(in.readString());
                    }
                    return;
                }
                for (int i = 0; i < count; i++) {
                    array.add(element.read(in));
                }
            } catch (FieldPathException fault) {
                throw fault.under("[" + array.size() + "]");
            } catch (RuntimeException | IOException fault) {
                throw new FieldPathException("[" + array.size() + "]", fault);
            }
        }
    }

    static final class Dictionary extends ValueReader {
        private final boolean hasJavaKeys;
        private final ValueReader values;
        private final int smallestEntry;

        Dictionary(boolean hasJavaKeys, ValueReader values, int smallestEntry) {
            this.hasJavaKeys = hasJavaKeys;
            this.values = values;
            this.smallestEntry = smallestEntry;
        }

        @Override
        public Object read(AvroInput in) throws IOException {
            int count = in.readBlock(smallestEntry);
            // So many that the table does not grow when it is three quarters full.
            int capacity = Math.min(count, FIRST_CAPACITY_AT_MOST) * 4 / 3 + 1;
            Map<Object, @Nullable Object> map = new HashMap<>(capacity);
            while (count > 0) {
                for (int i = 0; i < count; i++) {
                    Object key = hasJavaKeys ? in.readString() : in.readString(null);
                    map.put(key, valueOf(in, key));
                }
                count = in.readBlock(smallestEntry);
            }
            return map;
        }

        private @Nullable Object valueOf(AvroInput in, Object key) throws IOException {
            try {
                return values == PrimitiveReaders.JAVA_STRING ? in.readString() : values.read(in);
            } catch (FieldPathException fault) {
                throw fault.under("[" + key + "]");
            } catch (RuntimeException | IOException fault) {
                throw new FieldPathException("[" + key + "]", fault);
            }
        }
    }
}
