package dev.avenant.serde.internal.codec;

import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** The fewest bytes that a value of a schema can take. */
final class SmallestSize {

    private static final int ENOUGH = 1 << 16;

    private SmallestSize() {}

    static int of(Schema schema) {
        return of(schema, new IdentityHashMap<>());
    }

    private static int of(Schema schema, Map<Schema, Integer> records) {
        return switch (schema.getType()) {
            case NULL -> 0;
            case FLOAT -> Float.BYTES;
            case DOUBLE -> Double.BYTES;
            case FIXED -> Math.min(schema.getFixedSize(), ENOUGH);
            case RECORD -> ofRecord(schema, records);
            case BOOLEAN, INT, LONG, STRING, BYTES, ENUM, ARRAY, MAP, UNION -> 1;
        };
    }

    private static int ofRecord(Schema schema, Map<Schema, Integer> records) {
        // A record that holds itself without a way out has no finite value; nothing is claimed about it.
        Integer known = records.putIfAbsent(schema, 0);
        if (known != null) {
            return known;
        }
        int sum = 0;
        for (Schema.Field field : schema.getFields()) {
            sum = Math.min(ENOUGH, sum + of(field.schema(), records));
        }
        records.put(schema, sum);
        return sum;
    }
}
