package dev.avenant.serde.internal.codec;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of a logical type. The common Java types go straight into the output where the data model would use
 * Avro's own conversion for them; everything else goes through the data model's conversion.
 */
final class LogicalWriter extends ValueWriter {

    private static final int LONG_DIGITS = 18;

    private enum Direct {
        NONE,
        UUID_STRING,
        INSTANT_MILLIS,
        DATE,
        DECIMAL
    }

    private final Schema schema;
    private final LogicalType type;
    private final GenericData data;
    private final ValueWriter raw;
    private final Direct direct;
    private final int scale;
    private final int precision;

    LogicalWriter(Schema schema, GenericData data, ValueWriter raw) {
        this.schema = schema;
        this.type = schema.getLogicalType();
        this.data = data;
        this.raw = raw;
        this.direct = directFor(data, schema);
        this.scale = type instanceof LogicalTypes.Decimal decimal ? decimal.getScale() : 0;
        this.precision =
                type instanceof LogicalTypes.Decimal decimal ? Math.min(LONG_DIGITS, decimal.getPrecision()) : 0;
    }

    private static Direct directFor(GenericData data, Schema schema) {
        LogicalType type = schema.getLogicalType();
        Conversion<?> uuid = data.getConversionByClass(UUID.class, type);
        if (uuid != null && uuid.getClass() == Conversions.UUIDConversion.class) {
            return schema.getType() == Schema.Type.STRING ? Direct.UUID_STRING : Direct.NONE;
        }
        Conversion<?> instant = data.getConversionByClass(Instant.class, type);
        if (instant != null && instant.getClass() == TimeConversions.TimestampMillisConversion.class) {
            return Direct.INSTANT_MILLIS;
        }
        Conversion<?> date = data.getConversionByClass(LocalDate.class, type);
        if (date != null && date.getClass() == TimeConversions.DateConversion.class) {
            return Direct.DATE;
        }
        Conversion<?> decimal = data.getConversionByClass(BigDecimal.class, type);
        if (decimal != null
                && decimal.getClass() == Conversions.DecimalConversion.class
                && schema.getType() == Schema.Type.BYTES) {
            return Direct.DECIMAL;
        }
        return Direct.NONE;
    }

    @Override
    void writeOther(@Nullable Object value, AvroOutput out) throws IOException {
        if (!writtenDirectly(value, out)) {
            raw.write(convert(value), out);
        }
    }

    private boolean writtenDirectly(@Nullable Object value, AvroOutput out) {
        switch (direct) {
            case UUID_STRING -> {
                if (value instanceof UUID uuid) {
                    out.writeUuidString(uuid);
                    return true;
                }
            }
            case INSTANT_MILLIS -> {
                if (value instanceof Instant instant) {
                    out.writeLong(instant.toEpochMilli());
                    return true;
                }
            }
            case DATE -> {
                if (value instanceof LocalDate date) {
                    out.writeInt((int) date.toEpochDay());
                    return true;
                }
            }
            case DECIMAL -> {
                if (value instanceof BigDecimal decimal
                        && decimal.scale() == scale
                        && decimal.precision() <= precision) {
                    // The unscaled value as a long, without the BigInteger that unscaledValue() makes.
                    out.writeDecimalBytes(decimal.scaleByPowerOfTen(scale).longValue());
                    return true;
                }
            }
            case NONE -> {
                return false;
            }
        }
        return false;
    }

    private @Nullable Object convert(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        @SuppressWarnings("unchecked")
        Class<Object> own = (Class<Object>) value.getClass();
        Conversion<Object> conversion = data.getConversionByClass(own, type);
        return conversion == null ? value : Conversions.convertToRawType(value, schema, type, conversion);
    }
}
