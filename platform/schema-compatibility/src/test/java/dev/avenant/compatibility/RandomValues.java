package dev.avenant.compatibility;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Random values of a schema, small and large, that fit their logical types; not made by the code under test. */
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
                    entries.put(i == 1 ? "" : "k".repeat(i), value(schema.getValueType(), depth + 1));
                }
                yield entries;
            }
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case FIXED -> new GenericData.Fixed(schema, fixed(schema));
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT -> (int) whole(schema);
            case LONG -> whole(schema);
            case FLOAT -> random.nextInt(3) == 0 ? random.nextInt(3) : Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> random.nextInt(3) == 0 ? random.nextInt(3) : Double.longBitsToDouble(random.nextLong());
            case BYTES -> binary(schema);
            case STRING ->
                is(schema, "uuid")
                        ? new UUID(random.nextLong(), random.nextLong()).toString()
                        : random.nextInt(4) == 0
                                ? ""
                                : Integer.toString(random.nextInt(), 36)
                                        + (random.nextInt(4) == 0 ? "é\uD83D\uDE00" : "");
        };
    }

    private long whole(Schema schema) {
        if (is(schema, "time-millis") || is(schema, "time-micros")) {
            return random.nextInt(86_400_000);
        }
        long any = schema.getType() == Schema.Type.INT ? random.nextInt() : random.nextLong();
        return random.nextInt(3) == 0 ? random.nextInt(5) : any;
    }

    private byte[] fixed(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return new Conversions.DecimalConversion()
                    .toFixed(number(decimal), schema, decimal)
                    .bytes();
        }
        return bytes(schema.getFixedSize());
    }

    private ByteBuffer binary(Schema schema) {
        LogicalType logicalType = schema.getLogicalType();
        if (logicalType instanceof LogicalTypes.Decimal decimal) {
            return new Conversions.DecimalConversion().toBytes(number(decimal), schema, decimal);
        }
        if (logicalType != null && is(schema, "big-decimal")) {
            return new Conversions.BigDecimalConversion()
                    .toBytes(BigDecimal.valueOf(random.nextInt(), 2), schema, logicalType);
        }
        return ByteBuffer.wrap(bytes(random.nextInt(6)));
    }

    private BigDecimal number(LogicalTypes.Decimal decimal) {
        BigInteger limit = BigInteger.TEN.pow(Math.min(4, decimal.getPrecision()));
        return new BigDecimal(BigInteger.valueOf(random.nextInt()).mod(limit), decimal.getScale());
    }

    private static boolean is(Schema schema, String logicalType) {
        return schema.getLogicalType() != null
                && schema.getLogicalType().getName().equals(logicalType);
    }

    private int size(int depth) {
        return depth > SHALLOW ? 0 : random.nextInt(4);
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
