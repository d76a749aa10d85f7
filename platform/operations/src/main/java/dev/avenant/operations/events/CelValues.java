package dev.avenant.operations.events;

import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes of Avro's values those of CEL: a record is a map, a union the value of its branch, an enum a text, a date a timestamp,
 * a time of day a duration since midnight, a decimal a double, a UUID a text.
 */
final class CelValues {
    private static final int UUID_BYTES = 16;

    private final boolean masks;

    /** @param masks whether the mask stands in the place of what a schema tags as personal data */
    CelValues(boolean masks) {
        this.masks = masks;
    }

    Object of(Schema schema, @Nullable Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        if (masks && PersonalData.isTagged(schema)) {
            return PersonalData.MASK;
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema, (IndexedRecord) value);
            case ARRAY -> {
                List<Object> items = new ArrayList<>();
                ((Collection<?>) value).forEach(item -> items.add(of(schema.getElementType(), item)));
                yield items;
            }
            case MAP -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                ((Map<?, ?>) value)
                        .forEach((name, entry) -> entries.put(name.toString(), of(schema.getValueType(), entry)));
                yield entries;
            }
            case UNION -> of(schema.getTypes().get(GenericData.get().resolveUnion(schema, value)), value);
            case INT, LONG -> number(schema.getLogicalType(), ((Number) value).longValue());
            case BYTES, FIXED -> bytes(schema.getLogicalType(), value);
            default -> of(value);
        };
    }

    private Map<String, Object> record(Schema schema, IndexedRecord value) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            Object found = value.get(field.pos());
            fields.put(
                    field.name(),
                    masks && found != null && PersonalData.isTagged(field)
                            ? PersonalData.MASK
                            : of(field.schema(), found));
        }
        return fields;
    }

    private static Object number(@Nullable LogicalType type, long value) {
        if (type == null) {
            return value;
        }
        return switch (type.getName()) {
            case "date" -> Instant.EPOCH.plus(value, ChronoUnit.DAYS);
            case "timestamp-millis", "local-timestamp-millis" -> Instant.ofEpochMilli(value);
            case "timestamp-micros", "local-timestamp-micros" -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            case "timestamp-nanos", "local-timestamp-nanos" -> Instant.EPOCH.plusNanos(value);
            case "time-millis" -> Duration.ofMillis(value);
            case "time-micros" -> Duration.of(value, ChronoUnit.MICROS);
            default -> value;
        };
    }

    private static Object bytes(@Nullable LogicalType type, Object value) {
        byte[] bytes = value instanceof GenericFixed fixed ? fixed.bytes() : remaining((ByteBuffer) value);
        if (type instanceof LogicalTypes.Decimal decimal && bytes.length > 0) {
            return new BigDecimal(new BigInteger(bytes), decimal.getScale()).doubleValue();
        }
        if (type != null && type.getName().equals("uuid") && bytes.length == UUID_BYTES) {
            ByteBuffer halves = ByteBuffer.wrap(bytes);
            return new UUID(halves.getLong(), halves.getLong()).toString();
        }
        return CelByteString.of(bytes);
    }

    private static byte[] remaining(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** A value of no type that has parts or a logical type. */
    static Object of(@Nullable Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        if (value instanceof ByteBuffer buffer) {
            return CelByteString.of(remaining(buffer));
        }
        if (value instanceof byte[] bytes) {
            return CelByteString.of(bytes);
        }
        return value instanceof Long || value instanceof Double || value instanceof Boolean ? value : value.toString();
    }
}
