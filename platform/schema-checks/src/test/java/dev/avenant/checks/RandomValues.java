package dev.avenant.checks;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Random values of a schema, not made by the code under test. */
final class RandomValues {
    private static final int SHALLOW = 5;
    private static final int TOO_DEEP = 40;

    private final Random random;

    RandomValues(long seed) {
        this.random = new Random(seed);
    }

    /** A record; empty when the schema has none, or none that was found. */
    Optional<Object> of(Schema schema) {
        try {
            return Optional.ofNullable(value(schema, 0));
        } catch (IllegalStateException endless) {
            return Optional.empty();
        }
    }

    private @Nullable Object value(Schema schema, int depth) {
        if (depth > TOO_DEEP) {
            throw new IllegalStateException("no end in sight");
        }
        return switch (schema.getType()) {
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                for (Schema.Field field : schema.getFields()) {
                    record.put(field.pos(), value(field.schema(), depth + 1));
                }
                yield record;
            }
            case UNION -> {
                int branch =
                        depth > SHALLOW ? 0 : random.nextInt(schema.getTypes().size());
                yield value(schema.getTypes().get(branch), depth + 1);
            }
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = size(depth); i > 0; i--) {
                    items.add(value(schema.getElementType(), depth + 1));
                }
                yield new GenericData.Array<>(schema, items);
            }
            case MAP -> {
                Map<String, @Nullable Object> entries = new HashMap<>();
                for (int i = size(depth); i > 0; i--) {
                    entries.put("k" + i, value(schema.getValueType(), depth + 1));
                }
                yield entries;
            }
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> Double.longBitsToDouble(random.nextLong());
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(6)));
            case STRING -> Integer.toString(random.nextInt(), 36) + (random.nextInt(4) == 0 ? "é\uD83D\uDE00" : "");
        };
    }

    private int size(int depth) {
        return depth > SHALLOW ? 0 : random.nextInt(3);
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
